package io.wavecast.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.PipelineModules;
import io.wavecast.core.metrics.Kind;
import io.wavecast.core.metrics.Metric;
import io.wavecast.testkit.metrics.Scrape;
import io.wavecast.testkit.process.FreePorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.filter.DefaultReporterFilters;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads metrics as Prometheus does: from the reporter of a task manager. */
class FlinkMetricsTest {
  private static final int PORT = FreePorts.next();

  private MetricRegistryImpl registry;
  private MetricGroup group;

  @BeforeEach
  void start() {
    Configuration configuration =
        Configuration.fromMap(
            Map.of(
                "metrics.reporter.prom.factory.class",
                PrometheusReporterFactory.class.getName(),
                "metrics.reporter.prom.port",
                Integer.toString(PORT),
                "metrics.reporter.prom.filterLabelValueCharacters",
                "false"));
    registry =
        new MetricRegistryImpl(
            MetricRegistryConfiguration.fromConfiguration(configuration, 10_000),
            ReporterSetupBuilder.METRIC_SETUP_BUILDER.fromConfiguration(
                configuration, DefaultReporterFilters::metricsFromConfiguration, null));
    group =
        TaskManagerMetricGroup.createTaskManagerMetricGroup(
            registry, "host", new ResourceID("task-manager"));
  }

  @AfterEach
  void stop() throws Exception {
    registry.closeAsync().get();
  }

  @Test
  void histograms_have_the_declared_bucket_bounds() throws Exception {
    FlinkMetrics metrics = new FlinkMetrics(group);
    for (Metric metric : PipelineModules.metrics()) {
      if (metric.kind() == Kind.HISTOGRAM) {
        metrics.record(metric, 0.4, metric.labels().toArray(String[]::new));
      }
    }

    Scrape scrape = scrape();

    for (Metric metric : PipelineModules.metrics()) {
      assertThat(scrape.bounds(metric.prometheusName()))
          .as(metric.prometheusName())
          .isEqualTo(metric.kind() == Kind.HISTOGRAM ? metric.bounds() : new double[0]);
    }
  }

  @Test
  void values_are_counted_in_all_buckets_from_their_own_on() throws Exception {
    FlinkMetrics metrics = new FlinkMetrics(group);
    metrics.record(Metric.DEVIATION_SCORE, 0.4);
    metrics.record(Metric.DEVIATION_SCORE, 1.1);

    Scrape scrape = scrape();

    assertThat(scrape.named("wavecast_deviation_score_bucket"))
        .filteredOn(sample -> sample.value() == 1)
        .extracting(sample -> sample.labels().get("le"))
        .containsExactlyInAnyOrder("0.422", "0.562", "0.75", "1.0");
    assertThat(scrape.sum("wavecast_deviation_score_sum")).isEqualTo(1.5);
    assertThat(scrape.sum("wavecast_deviation_score_count")).isEqualTo(2);
  }

  @Test
  void a_series_of_which_something_is_found_is_counted() throws Exception {
    new FlinkMetrics(group).found(Metric.SERIES_COUNTERS, "requests", "is a counter");

    assertThat(scrape().sum("wavecast_series_counters_total")).isEqualTo(1);
  }

  private static Scrape scrape() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/metrics")).build();
    String text = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    return Scrape.of(text).renamed(name -> name.replaceFirst("^flink_.+_(wavecast_.+)", "$1"));
  }
}
