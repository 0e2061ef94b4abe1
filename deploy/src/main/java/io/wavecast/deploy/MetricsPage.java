package io.wavecast.deploy;

import io.wavecast.core.metrics.Metric;

/** grafana/METRICS.md, made from {@link Metric}. */
final class MetricsPage {
  private MetricsPage() {}

  /**
   * The whole page in Markdown.
   *
   * @param foreign what stands in foreign-meters.txt
   */
  static String markdown(String foreign) {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        # Metrics

        What `/metrics` tells in Prometheus' format. No label ever holds the key of every series: what belongs to one series
        travels as an event on the deviations and alerts topics. A histogram has the usual `_bucket`, `_sum` and `_count`. A top tells of
        at most ten, and is not told by Flink.

        Prometheus adds `engine` (`kafka-streams` or `flink`) when it scrapes, see
        [prometheus.yml](../deploy/prometheus/prometheus.yml); the boards choose by it.

        This page is made from `io.wavecast.core.metrics.Metric`:
        `mvn test -pl deploy -am -Dtest=GeneratedFilesTest -Dsurefire.failIfNoSpecifiedTests=false -Dwavecast.write=true`.

        | metric | kind | labels | what it tells |
        |---|---|---|---|
        """);
    for (Metric metric : Metric.values()) {
      out.append("| `").append(metric.prometheusName()).append("` | ");
      out.append(metric.kind().name().toLowerCase(java.util.Locale.ROOT)).append(" | ");
      out.append(String.join(", ", metric.labels())).append(" | ");
      out.append(metric.help().replace("|", "\\|")).append(" |\n");
    }
    out.append(
        """

        ## Of the JVM and of Kafka

        Beside these stand the meters of the JVM (`jvm_`, `process_`, `system_`), of Kafka's clients (`kafka_consumer_`,
        `kafka_producer_`) and of Kafka Streams (`kafka_stream_`), under the names that Micrometer gives them. Those of single
        connections to brokers and most of single partitions' stores are left out, so that the page stays small. Boards and rules
        use these, and `deploy/check-live` looks for them:

        | meter | what it tells |
        |---|---|
        """);
    foreign
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("( [^:]*)?: ", 2))
        .forEach(meter -> out.append("| `" + meter[0] + "` | " + meter[1] + " |\n"));
    return out.toString();
  }
}
