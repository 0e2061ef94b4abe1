package io.wavecast.service.delivery;

import java.time.Duration;

/**
 * Exponential back-off: the delay doubles with each consecutive failure, up to a maximum. Not
 * thread-safe.
 */
public final class Backoff {
  private final Duration first;
  private final Duration max;
  private int failures;

  /**
   * @param first the delay after the first failure
   * @param max the longest delay
   */
  public Backoff(Duration first, Duration max) {
    this.first = first;
    this.max = max;
  }

  /** The delay after one more failure. */
  public Duration next() {
    Duration delay = first.multipliedBy(1L << Math.min(failures++, 20));
    return delay.compareTo(max) < 0 ? delay : max;
  }

  /** Starts over after a success. */
  public void reset() {
    failures = 0;
  }
}
