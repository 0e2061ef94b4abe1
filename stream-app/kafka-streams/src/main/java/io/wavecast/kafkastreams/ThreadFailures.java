package io.wavecast.kafkastreams;

import io.wavecast.core.text.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * Decides after which failures of stream threads a stream goes on. What a retry cannot fix ends it
 * at once. What Kafka's clients report of the cluster is retried more often than anything else: a
 * cluster that recovers from an outage may fail a thread every few seconds for a while.
 * Thread-safe.
 */
final class ThreadFailures {
  /** Failures within the window that are retried. */
  static final int MOST = 5;

  /** The same, of failures that are the cluster's. */
  static final int MOST_OF_CLUSTER = 30;

  static final Duration WINDOW = Duration.ofMinutes(10);

  private final Budget own = new Budget(MOST, WINDOW);
  private final Budget ofCluster = new Budget(MOST_OF_CLUSTER, WINDOW);

  /**
   * Records a failure.
   *
   * @param thread the failed thread
   * @param threads all running threads
   * @return whether to replace the thread
   */
  boolean onFailure(Throwable failure, Instant now, String thread, Collection<String> threads) {
    boolean cluster = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error
          || cause instanceof FailureException
          || cause instanceof MissingSourceTopicException
          || cause instanceof AuthenticationException
          || cause instanceof AuthorizationException
          || cause instanceof InvalidConfigurationException) {
        return false;
      }
      cluster |= isOfCluster(cause);
    }
    return (cluster ? ofCluster : own).onFailure(now, thread, threads);
  }

  /** Whether a client reports it: what Kafka Streams wraps around a failure is no client's. */
  private static boolean isOfCluster(Throwable cause) {
    return cause instanceof KafkaException
        && !(cause instanceof StreamsException)
        && !(cause instanceof SerializationException);
  }

  /**
   * Allows a limited number of failures within a time window; after that, retries stop. A cause
   * that fails several threads counts once: after a counted failure, each thread that was running
   * at the time may fail once within two minutes without being counted. Thread-safe.
   */
  static final class Budget {
    /**
     * Threads may fail of one cause at different times, up to the delivery timeout of Kafka's
     * clients (2 min).
     */
    static final Duration EXCUSED_FOR = Duration.ofMinutes(2);

    private final int maxFailures;
    private final Duration window;
    private final Deque<Instant> failures = new ArrayDeque<>();
    private final Set<String> excused = new HashSet<>();

    /**
     * @param maxFailures allowed within the window
     * @param window how long a failure counts
     */
    Budget(int maxFailures, Duration window) {
      this.maxFailures = maxFailures;
      this.window = window;
    }

    /**
     * Records a failure.
     *
     * @param thread the failed thread; its replacement has another name
     * @param threads all running threads
     * @return whether to retry
     */
    synchronized boolean onFailure(Instant now, String thread, Collection<String> threads) {
      while (!failures.isEmpty() && failures.getFirst().isBefore(now.minus(window))) {
        failures.removeFirst();
      }
      if (failures.isEmpty() || failures.getLast().isBefore(now.minus(EXCUSED_FOR))) {
        excused.clear();
      }
      if (!excused.remove(thread)) {
        failures.addLast(now);
        excused.clear();
        excused.addAll(threads);
        excused.remove(thread);
      }
      return failures.size() <= maxFailures;
    }
  }
}
