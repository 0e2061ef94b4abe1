package io.wavecast.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.config.PipelineModules;
import io.wavecast.core.metrics.Kind;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.service.logging.RecordedLog;
import io.wavecast.testkit.metrics.Scrape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {
  private final Telemetry telemetry = new Telemetry();
  private final Metrics metrics = telemetry.metrics();

  @AfterEach
  void close() {
    telemetry.close();
  }

  @Test
  void a_series_of_which_something_is_found_is_counted_and_named_in_the_log() {
    try (RecordedLog log = RecordedLog.of("io.wavecast.service.metrics")) {
      metrics.found(Metric.SERIES_COUNTERS, "requests", "is a counter");
      metrics.found(Metric.SERIES_COUNTERS, "requests", "is a counter");

      assertThat(log.lines()).containsExactly("INFO series requests is a counter");
    }
    assertThat(telemetry.scrape()).contains("wavecast_series_counters_total 2.0");
  }

  @Test
  void every_metric_is_scraped_with_its_declared_name_help_and_labels() {
    for (Metric metric : PipelineModules.metrics()) {
      String[] labels =
          IntStream.range(0, metric.labels().size()).mapToObj(i -> "v" + i).toArray(String[]::new);
      switch (metric.kind()) {
        case COUNTER -> metrics.count(metric, 2, labels);
        case GAUGE -> metrics.gauge(metric, () -> 1, labels);
        case HISTOGRAM, TOP, SERIES -> metrics.record(metric, 2, labels);
      }
    }

    String scrape = telemetry.scrape();

    for (Metric metric : PipelineModules.metrics()) {
      String suffix = metric.kind() == Kind.HISTOGRAM ? "_sum" : "";
      assertThat(scrape).contains("# HELP " + metric.prometheusName() + " " + metric.help());
      assertThat(scrape.lines())
          .as(metric.prometheusName())
          .anyMatch(
              line ->
                  line.startsWith(metric.prometheusName() + suffix)
                      && line.matches(".* [12](\\.0)?")
                      && metric.labels().stream().allMatch(l -> line.contains(l + "=\"")));
    }
  }

  @Test
  void histograms_have_the_declared_bucket_bounds() {
    for (Metric metric : PipelineModules.metrics()) {
      if (metric.kind() == Kind.HISTOGRAM) {
        metrics.record(metric, 0.4, metric.labels().toArray(String[]::new));
      }
    }

    Scrape scrape = Scrape.of(telemetry.scrape());

    for (Metric metric : PipelineModules.metrics()) {
      assertThat(scrape.bounds(metric.prometheusName()))
          .as(metric.prometheusName())
          .isEqualTo(metric.kind() == Kind.HISTOGRAM ? metric.bounds() : new double[0]);
    }
  }

  @Test
  void scores_around_one_fall_into_different_buckets() {
    metrics.record(Metric.DEVIATION_SCORE, 0.4);
    metrics.record(Metric.DEVIATION_SCORE, 1.1);

    assertThat(telemetry.scrape())
        .contains("wavecast_deviation_score_bucket{le=\"0.316\"} 0\n")
        .contains("wavecast_deviation_score_bucket{le=\"0.422\"} 1\n")
        .contains("wavecast_deviation_score_bucket{le=\"1.0\"} 1\n")
        .contains("wavecast_deviation_score_sum 1.5\n");
  }

  @Test
  void suppliers_of_one_gauge_are_added_up_until_they_are_closed() {
    Metrics.Registration first = metrics.gauge(Metric.PENDING, () -> 2);
    Metrics.Registration second = metrics.gauge(Metric.PENDING, () -> 3);
    assertThat(telemetry.scrape()).contains("wavecast_requests_pending 5.0");

    first.close();
    assertThat(telemetry.scrape()).contains("wavecast_requests_pending 3.0");

    second.close();
    assertThat(telemetry.scrape()).doesNotContain("wavecast_requests_pending");
  }

  @Test
  void a_missing_label_or_another_kind_is_rejected() {
    assertThatThrownBy(() -> metrics.count(Metric.FORECASTS, 1))
        .hasMessage("labels of wavecast.forecasts must be [model], got: 0 values");
    assertThatThrownBy(() -> metrics.record(Metric.FORECASTS, 1, "m"))
        .hasMessage("kind of wavecast.forecasts must be HISTOGRAM, got: COUNTER");
  }
}
