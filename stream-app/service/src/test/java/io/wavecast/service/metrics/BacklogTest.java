package io.wavecast.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

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
                    metric("records-lag", CONSUMERS, "StreamThread-1-consumer", 100.0),
                    metric("records-lag", CONSUMERS, "StreamThread-2-consumer", 20.0),
                    metric("records-lag", CONSUMERS, "StreamThread-2-consumer", Double.NaN),
                    metric("records-lag", CONSUMERS, "StreamThread-1-restore-consumer", 3000.0),
                    metric("records-lag-max", CONSUMERS, "StreamThread-1-consumer", 50_000.0),
                    metric("records-lag", "other", "StreamThread-1-consumer", 70_000.0),
                    metric("records-lag", CONSUMERS, "StreamThread-1-consumer", "text"))))
        .isEqualTo(120);
  }

  private static Metric metric(String name, String group, String client, Object value) {
    return new Metric() {
      @Override
      public MetricName metricName() {
        return new MetricName(name, group, "", Map.of("client-id", client));
      }

      @Override
      public Object metricValue() {
        return value;
      }
    };
  }
}
