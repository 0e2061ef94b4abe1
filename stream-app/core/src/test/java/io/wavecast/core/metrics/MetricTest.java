package io.wavecast.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static final List<Metric> METRICS = Metric.declaredIn(Metric.class);

  @Test
  void names_follow_the_conventions_of_prometheus() {
    for (Metric metric : METRICS) {
      assertThat(metric.prometheusName()).matches("wavecast(_[a-z]+)+");
      assertThat(metric.prometheusName().endsWith("_total"))
          .as(metric.prometheusName())
          .isEqualTo(metric.kind() == Kind.COUNTER);
      assertThat(metric.help()).endsWith(".");
      assertThat(metric.labels().contains("series"))
          .as("only a bounded metric may name series: %s", metric)
          .isEqualTo(metric.kind() == Kind.TOP || metric.kind() == Kind.SERIES);
    }
    assertThat(Metric.FORECAST_LATENCY.id()).isEqualTo("wavecast.forecast.latency");
    assertThat(Metric.FORECAST_LATENCY.scale()).isEqualTo(Scale.SECONDS);
    assertThat(Metric.FORECAST_LATENCY.prometheusName())
        .isEqualTo("wavecast_forecast_latency_seconds");
    assertThat(Metric.DEAD_LETTERS.prometheusName()).isEqualTo("wavecast_dead_letters_total");
  }

  @Test
  void histograms_have_ascending_bounds_and_counters_none() {
    for (Metric metric : METRICS) {
      if (metric.kind() == Kind.HISTOGRAM) {
        assertThat(metric.bounds()).as(metric.id()).isNotEmpty().isSorted().doesNotHaveDuplicates();
      } else if (metric.kind() != Kind.TOP) {
        assertThat(metric.bounds()).as(metric.id()).isEmpty();
      }
    }
  }

  @Test
  void ladders_are_fine_where_values_are_expected() {
    assertThat(Metric.DEVIATION_SCORE.bounds())
        .startsWith(0.01, 0.03, 0.1, 0.133, 0.178, 0.237, 0.316, 0.422, 0.562, 0.75, 1, 1.33)
        .endsWith(7.5, 10, 30, 100, 1000);
    assertThat(Metric.FORECAST_ERROR.bounds()).isEqualTo(Metric.DEVIATION_SCORE.bounds());
    assertThat(Metric.FORECAST_LATENCY.bounds())
        .hasSize(49)
        .startsWith(1e-4, 1.33e-4)
        .endsWith(100);
    assertThat(Metric.BATCH_SIZE.bounds())
        .containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096);
  }

  @Test
  void no_two_metrics_share_a_name() {
    assertThat(METRICS.stream().map(Metric::prometheusName)).doesNotHaveDuplicates();
  }
}
