package io.wavecast.service.metrics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** The lag of Kafka's consumers. */
final class Backlog {
  private static final String NAME = "records-lag";
  private static final String GROUP = "consumer-fetch-manager-metrics";

  /** Part of the names of the clients that restore state. */
  private static final String RESTORE = "-restore-consumer";

  private Backlog() {}

  /**
   * The number of records not yet read, as of each consumer's last fetch. Partitions without a
   * fetch are not counted.
   */
  static long of(Collection<? extends Metric> metrics) {
    Map<String, Double> lags = new HashMap<>();
    for (Metric metric : metrics) {
      MetricName name = metric.metricName();
      if (name.name().equals(NAME)
          && name.group().equals(GROUP)
          && metric.metricValue() instanceof Double lag
          && lag > 0) {
        String partition = partition(name.tags());
        if (!partition.contains(RESTORE)) {
          lags.merge(partition, lag, Math::max);
        }
      }
    }
    return (long) lags.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Kafka reports a topic with dots in its name twice, once with underscores instead. */
  private static String partition(Map<String, String> tags) {
    return tags.get("client-id")
        + ' '
        + String.valueOf(tags.get("topic")).replace('.', '_')
        + ' '
        + tags.get("partition");
  }
}
