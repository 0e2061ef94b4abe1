package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.text.FailureException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadFailuresTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  static Stream<Throwable> ofCluster() {
    return Stream.of(
        new KafkaException("Unexpected error from SyncGroup: The coordinator is loading"),
        new StreamsException("commit failed", new InvalidTxnStateException("no such transaction")));
  }

  static Stream<Throwable> others() {
    return Stream.of(
        new IllegalStateException("model failed"),
        new StreamsException("task failed", new IllegalStateException("model failed")),
        new StreamsException("task failed", new SerializationException("not a string")));
  }

  static Stream<Throwable> beyondRetry() {
    return Stream.of(
        new StreamsException("task failed", new StackOverflowError()),
        new FailureException("states differ"),
        new MissingSourceTopicException("topic is missing"),
        new StreamsException("send failed", new TopicAuthorizationException("forecasts")),
        new KafkaException(new InvalidConfigurationException("min.insync.replicas")));
  }

  @ParameterizedTest
  @MethodSource
  void ofCluster(Throwable failure) {
    assertThat(replaced(() -> failure)).isEqualTo(ThreadFailures.MOST_OF_CLUSTER);
  }

  @ParameterizedTest
  @MethodSource
  void others(Throwable failure) {
    assertThat(replaced(() -> failure)).isEqualTo(ThreadFailures.MOST);
  }

  @ParameterizedTest
  @MethodSource
  void beyondRetry(Throwable failure) {
    assertThat(replaced(() -> failure)).isZero();
  }

  /** How many threads are replaced within the window before the stream ends. */
  private static int replaced(Supplier<Throwable> failure) {
    ThreadFailures failures = new ThreadFailures();
    int replaced = 0;
    while (failures.onFailure(
        failure.get(), START.plusSeconds(replaced), "thread-" + replaced, List.of())) {
      replaced++;
    }
    return replaced;
  }
}
