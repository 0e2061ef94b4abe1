package io.wavecast.service.metrics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** How far Kafka's consumers are behind the ends of their topics. */
final class Backlog {
  private static final String NAME = "records-lag";
  private static final String GROUP = "consumer-fetch-manager-metrics";

  /** What the clients that read states back have in their names. */
  private static final String RESTORE = "-restore-consumer";

  private Backlog() {}

  /**
   * Records that wait on topics, as the consumers knew at their last fetch; of a partition of which
   * nothing was fetched yet nothing is known.
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

  /** Kafka tells each partition of a topic with dots in its name twice, once with underscores. */
  private static String partition(Map<String, String> tags) {
    return tags.get("client-id")
        + ' '
        + String.valueOf(tags.get("topic")).replace('.', '_')
        + ' '
        + tags.get("partition");
  }
}
