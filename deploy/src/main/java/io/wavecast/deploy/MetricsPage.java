package io.wavecast.deploy;

import io.wavecast.config.PipelineModules;
import io.wavecast.core.metrics.Kind;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Scale;
import java.math.BigDecimal;
import java.util.Locale;

/** Generates grafana/METRICS.md from {@link Metric}. */
final class MetricsPage {
  private MetricsPage() {}

  /**
   * The page in Markdown.
   *
   * @param foreign the content of foreign-meters.txt
   */
  static String markdown(String foreign) {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        # Metrics

        The metrics on `/metrics`, in Prometheus' format, with their labels. Only metrics of the kinds top and series name series:
        top reports at most ten, series those of the setting `metrics.series`, at most 50. Flink exports neither. Data of all
        series is on the deviations and alerts topics. A histogram has the usual `_bucket`, `_sum` and `_count`.

        Prometheus adds the labels `application` and `engine` (`kafka-streams` or `flink`) when it scrapes, see
        [prometheus.yml](../deploy/prometheus/prometheus.yml). Every board can be filtered by them.

        This page is generated from `io.wavecast.core.metrics.Metric` and the modules of pipelines:
        `mvn test -pl deploy -am -Dtest=GeneratedFilesTest -Dsurefire.failIfNoSpecifiedTests=false -Dwavecast.write=true`.

        | metric | kind | description |
        |---|---|---|
        """);
    for (Metric metric : PipelineModules.metrics()) {
      out.append("| `").append(metric.prometheusName()).append(labels(metric)).append("` | ");
      out.append(kind(metric)).append(" | ").append(description(metric)).append(" |\n");
    }
    out.append(
        """

        ## Buckets

        Both engines use the same bucket bounds, so their histograms can be added up. Seconds, and ratios from 0.1 to 10, have
        eight a decade (0.1, 0.133, 0.178, ...), sizes the powers of two.

        | scale | buckets | lowest bound | highest bound |
        |---|---|---|---|
        """);
    for (Scale scale : Scale.values()) {
      if (scale.bounds().length > 0) {
        out.append("| ").append(lower(scale)).append(" | ").append(bounds(scale)).append(" |\n");
      }
    }
    out.append(
        """

        ## Metrics of the JVM and of Kafka

        `/metrics` also has the meters of the JVM (`jvm_`, `process_`, `system_`), of Kafka's clients (`kafka_consumer_`,
        `kafka_producer_`) and of Kafka Streams (`kafka_stream_`), named as by Micrometer; meters of single broker connections and
        most meters of single partitions' stores are left out. Boards and rules use the following ones:

        | meter | description |
        |---|---|
        """);
    foreign
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("( [^:]*)?: ", 2))
        .forEach(meter -> out.append("| `" + meter[0] + "` | " + meter[1] + " |\n"));
    return out.toString();
  }

  private static String labels(Metric metric) {
    return metric.labels().isEmpty() ? "" : "{" + String.join(",", metric.labels()) + "}";
  }

  private static String description(Metric metric) {
    return metric.help().replace("Flink does not export it.", "Not on Flink.").replace("|", "\\|");
  }

  private static String kind(Metric metric) {
    String kind = lower(metric.kind());
    return metric.kind() == Kind.HISTOGRAM ? kind + ", " + lower(metric.scale()) : kind;
  }

  private static String bounds(Scale scale) {
    double[] bounds = scale.bounds();
    return "%d | %s | %.0f"
        .formatted(
            bounds.length,
            BigDecimal.valueOf(bounds[0]).stripTrailingZeros().toPlainString(),
            bounds[bounds.length - 1]);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
