package io.wavecast.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricTest {
  @Test
  void names_follow_the_conventions_of_prometheus() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.prometheusName()).matches("wavecast(_[a-z]+)+");
      assertThat(metric.prometheusName().endsWith("_total"))
          .as(metric.prometheusName())
          .isEqualTo(metric.kind() == Metric.Kind.COUNTER);
      assertThat(metric.help()).endsWith(".");
      assertThat(metric.labels().contains("series"))
          .as("only a bounded metric may name series: %s", metric)
          .isEqualTo(metric.kind() == Metric.Kind.TOP);
    }
    assertThat(Metric.FORECAST_LATENCY.prometheusName())
        .isEqualTo("wavecast_forecast_latency_seconds");
  }

  @Test
  void no_two_metrics_share_a_name() {
    assertThat(Arrays.stream(Metric.values()).map(Metric::prometheusName)).doesNotHaveDuplicates();
  }
}
