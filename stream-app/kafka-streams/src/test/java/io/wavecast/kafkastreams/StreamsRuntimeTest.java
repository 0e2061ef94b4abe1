package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

class StreamsRuntimeTest {
  private static final Optional<Throwable> FAILURE = Optional.of(new RuntimeException("broken"));

  @Test
  void a_stream_that_stops_in_an_error_has_failed_also_when_no_thread_has() {
    assertThat(StreamsRuntime.failure(State.ERROR, FAILURE)).isEqualTo(FAILURE);
    assertThat(StreamsRuntime.failure(State.ERROR, Optional.empty()))
        .get()
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_stream_that_was_closed_has_not_failed() {
    assertThat(StreamsRuntime.failure(State.NOT_RUNNING, FAILURE)).isEmpty();
  }

  @Test
  void at_least_once_commits_often_and_lingers_little_unless_configured_otherwise() {
    Map<String, String> guarantee = Map.of("processing.guarantee", "at_least_once");
    Map<String, String> both =
        Map.of("processing.guarantee", "at_least_once", "commit.interval.ms", "7");

    assertThat(properties(Map.of()))
        .containsEntry(CommitTimer.PROPERTY, "500")
        .containsEntry("producer.linger.ms", "100")
        .containsEntry("poll.ms", "20");
    assertThat(properties(guarantee))
        .doesNotContainKey(CommitTimer.PROPERTY)
        .containsEntry("commit.interval.ms", "200")
        .containsEntry("producer.linger.ms", "5");
    assertThat(properties(both)).containsEntry("commit.interval.ms", "7");
  }

  @Test
  void of_three_replicas_of_an_internal_topic_two_acknowledge_each_record() {
    String key = "topic.min.insync.replicas";

    assertThat(properties(Map.of())).doesNotContainKey(key);
    assertThat(properties(Map.of("replication.factor", "2"))).doesNotContainKey(key);
    assertThat(properties(Map.of("replication.factor", "3"))).containsEntry(key, "2");
    assertThat(properties(Map.of("replication.factor", "3", key, "1"))).containsEntry(key, "1");
  }

  @Test
  void a_gauge_that_reads_a_buffer_of_a_store_is_not_offered() {
    MetricName buffer = new MetricName("uncommitted-bytes", "stream-state-metrics", "", Map.of());
    MetricName files = new MetricName("live-sst-files-size", "stream-state-metrics", "", Map.of());
    Map<MetricName, Metric> all = Map.of(buffer, metric(buffer), files, metric(files));

    assertThat(StreamsRuntime.readable(all)).containsOnlyKeys(files);
  }

  private static Metric metric(MetricName name) {
    Gauge<Long> gauge = (config, now) -> 1L;
    return new KafkaMetric(new Object(), name, gauge, new MetricConfig(), Time.SYSTEM);
  }

  private static Properties properties(Map<String, String> overrides) {
    return StreamsRuntime.properties("a", Path.of("s"), Duration.ofMillis(20), 1 << 20, overrides);
  }
}
