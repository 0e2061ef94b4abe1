package io.wavecast.flink.operator;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/** Rings once, some time after it was set. Of the task's thread. */
public final class Alarm {
  private final ProcessingTimeService clock;
  private final Duration after;
  private final Ring ring;
  private @Nullable ScheduledFuture<?> set;

  /** What is done when the time is over. */
  @FunctionalInterface
  public interface Ring {
    /**
     * @param now ms since the epoch
     */
    void at(long now);
  }

  public Alarm(ProcessingTimeService clock, Duration after, Ring ring) {
    this.clock = clock;
    this.after = after;
    this.ring = ring;
  }

  /** Sets it; one that is set stays as it is. */
  public void set() {
    if (set == null) {
      set =
          clock.registerTimer(
              clock.getCurrentProcessingTime() + after.toMillis(),
              now -> {
                set = null;
                ring.at(now);
              });
    }
  }

  public void cancel() {
    if (set != null) {
      set.cancel(false);
      set = null;
    }
  }
}
