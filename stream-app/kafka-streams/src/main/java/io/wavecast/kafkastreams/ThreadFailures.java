package io.wavecast.kafkastreams;

import io.wavecast.core.stream.FailureBudget;
import io.wavecast.core.text.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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

  private final FailureBudget own = new FailureBudget(MOST, WINDOW);
  private final FailureBudget ofCluster = new FailureBudget(MOST_OF_CLUSTER, WINDOW);

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
}
