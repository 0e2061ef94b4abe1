package io.wavecast.service.metrics;

import java.util.Collection;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** How far Kafka's consumers are behind the ends of their topics. */
final class Backlog {
  private static final String NAME = "records-lag";
  private static final String GROUP = "consumer-fetch-manager-metrics";
  private static final String CLIENT = "client-id";

  /** What the clients that read states back have in their names. */
  private static final String RESTORE = "-restore-consumer";

  private Backlog() {}

  /**
   * Records that wait on topics, as the consumers knew at their last fetch; of a partition of which
   * nothing was fetched yet nothing is known.
   */
  static long of(Collection<? extends Metric> metrics) {
    double behind = 0;
    for (Metric metric : metrics) {
      MetricName name = metric.metricName();
      if (name.name().equals(NAME)
          && name.group().equals(GROUP)
          && !name.tags().getOrDefault(CLIENT, "").contains(RESTORE)
          && metric.metricValue() instanceof Double lag
          && lag > 0) {
        behind += lag;
      }
    }
    return (long) behind;
  }
}
