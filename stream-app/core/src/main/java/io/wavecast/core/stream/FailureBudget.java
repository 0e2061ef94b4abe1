package io.wavecast.core.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Allows a limited number of failures within a time window; after that, retries stop. Each worker
 * that was running at a failure is excused once: its next failure within the window is taken for
 * the same one. Thread-safe.
 */
public final class FailureBudget {
  private final int most;
  private final Duration window;
  private final Deque<Instant> failures = new ArrayDeque<>();
  private final Set<String> bystanders = new HashSet<>();

  /**
   * @param most failures allowed within the window, at least 0
   * @param window how long a failure counts
   */
  public FailureBudget(int most, Duration window) {
    this.most = most;
    this.window = window;
  }

  /**
   * Records a failure.
   *
   * @param worker the failed worker; its replacement has another name
   * @param workers all running workers
   * @return whether to retry
   */
  public synchronized boolean spend(Instant now, String worker, Collection<String> workers) {
    while (!failures.isEmpty() && failures.getFirst().isBefore(now.minus(window))) {
      failures.removeFirst();
    }
    if (failures.isEmpty()) {
      bystanders.clear();
    }
    if (!bystanders.remove(worker)) {
      failures.addLast(now);
      bystanders.clear();
      bystanders.addAll(workers);
      bystanders.remove(worker);
    }
    return failures.size() <= most;
  }
}
