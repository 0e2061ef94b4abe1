package io.wavecast.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final String CONSUMERS = "consumer-fetch-manager-metrics";

  @Test
  void it_is_the_sum_over_partitions_of_what_consumers_of_events_have_not_read() {
    assertThat(
            Backlog.of(
                List.of(
                    lag("StreamThread-1-consumer", "t", 0, 100.0),
                    lag("StreamThread-1-consumer", "t", 1, 30.0),
                    lag("StreamThread-2-consumer", "t", 2, 20.0),
                    lag("StreamThread-2-consumer", "t", 3, Double.NaN),
                    lag("StreamThread-1-restore-consumer", "t", 0, 3000.0),
                    metric("records-lag-max", CONSUMERS, Map.of(), 50_000.0),
                    metric("records-lag", "other", Map.of(), 70_000.0),
                    lag("StreamThread-1-consumer", "t", 5, "text"))))
        .isEqualTo(150);
  }

  @Test
  void a_topic_with_dots_which_kafka_reports_twice_is_counted_once() {
    List<Metric> lags = new ArrayList<>();
    for (String topic : List.of("wavecast.observations", "wavecast_observations")) {
      lags.add(lag("consumer", topic, 0, topic.contains("_") ? 101.0 : 100.0));
      lags.add(lag("consumer", topic, 1, 7.0));
    }

    assertThat(Backlog.of(lags)).isEqualTo(108);
  }

  private static Metric lag(String client, String topic, int partition, Object value) {
    return metric(
        "records-lag",
        CONSUMERS,
        Map.of("client-id", client, "topic", topic, "partition", Integer.toString(partition)),
        value);
  }

  private static Metric metric(String name, String group, Map<String, String> tags, Object value) {
    return new Metric() {
      @Override
      public MetricName metricName() {
        return new MetricName(name, group, "", tags);
      }

      @Override
      public Object metricValue() {
        return value;
      }
    };
  }
}
