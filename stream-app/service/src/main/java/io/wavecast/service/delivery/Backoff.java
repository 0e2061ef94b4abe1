package io.wavecast.service.delivery;

import java.time.Duration;

/** How long to wait after the n-th failure in a row: twice as long each time, up to a most. */
final class Backoff {
  private final Duration first;
  private final Duration most;
  private int failures;

  /**
   * @param first after the first failure
   * @param most the longest
   */
  Backoff(Duration first, Duration most) {
    this.first = first;
    this.most = most;
  }

  Duration next() {
    Duration wait = first.multipliedBy(1L << Math.min(failures++, 20));
    return wait.compareTo(most) < 0 ? wait : most;
  }

  void reset() {
    failures = 0;
  }
}
