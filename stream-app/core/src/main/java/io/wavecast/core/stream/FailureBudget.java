package io.wavecast.core.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Allows a limited number of failures within a time window; after that, retries stop. A cause that
 * fails several workers counts once: after a counted failure, each worker that was running at the
 * time may fail once within two minutes without being counted. Thread-safe.
 */
public final class FailureBudget {
  /**
   * Workers may fail of one cause at different times, up to the delivery timeout of Kafka's clients
   * (2 min).
   */
  static final Duration EXCUSED_FOR = Duration.ofMinutes(2);

  private final int maxFailures;
  private final Duration window;
  private final Deque<Instant> failures = new ArrayDeque<>();
  private final Set<String> excused = new HashSet<>();

  /**
   * @param maxFailures failures allowed within the window, at least 0
   * @param window how long a failure counts
   */
  public FailureBudget(int maxFailures, Duration window) {
    this.maxFailures = maxFailures;
    this.window = window;
  }

  /**
   * Records a failure.
   *
   * @param worker the failed worker; its replacement has another name
   * @param workers all running workers
   * @return whether to retry
   */
  public synchronized boolean onFailure(Instant now, String worker, Collection<String> workers) {
    while (!failures.isEmpty() && failures.getFirst().isBefore(now.minus(window))) {
      failures.removeFirst();
    }
    if (failures.isEmpty() || failures.getLast().isBefore(now.minus(EXCUSED_FOR))) {
      excused.clear();
    }
    if (!excused.remove(worker)) {
      failures.addLast(now);
      excused.clear();
      excused.addAll(workers);
      excused.remove(worker);
    }
    return failures.size() <= maxFailures;
  }
}
