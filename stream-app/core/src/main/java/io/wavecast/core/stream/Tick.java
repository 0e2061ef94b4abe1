package io.wavecast.core.stream;

import java.time.Duration;

/**
 * Periodic work of a {@link Pipeline}, run between two inputs.
 *
 * @param interval processing time between two runs
 * @param action what is done
 */
public record Tick(Duration interval, Action action) {
  /** Periodic work. */
  @FunctionalInterface
  public interface Action {
    /**
     * Does it once.
     *
     * @param now ms since the epoch
     * @param watermark the time up to which the input has been read, ms since the epoch, see {@link
     *     PartitionWatermarks}
     */
    void run(long now, long watermark);
  }
}
