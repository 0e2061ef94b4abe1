package io.wavecast.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many failures may pass in a while before trying again stops making sense. Thread-safe. */
public final class FailureBudget {
  private final int most;
  private final Duration window;
  private final Deque<Instant> failures = new ArrayDeque<>();

  /**
   * @param most failures that may happen within the window, at least 0
   * @param window how long a failure counts
   */
  public FailureBudget(int most, Duration window) {
    this.most = most;
    this.window = window;
  }

  /** Notes a failure, and tells whether to try again. */
  public synchronized boolean spend(Instant now) {
    failures.addLast(now);
    while (failures.getFirst().isBefore(now.minus(window))) {
      failures.removeFirst();
    }
    return failures.size() <= most;
  }
}
