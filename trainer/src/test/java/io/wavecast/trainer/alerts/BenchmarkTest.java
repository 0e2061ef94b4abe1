package io.wavecast.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.alerts.LabelledSeries.Labelled;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
  private static final List<LabelledSeries> SERIES = Benchmark.make(7, 3);

  @Test
  void each_kind_has_series_with_three_anomalies_with_one_three_times_and_without() {
    assertThat(SERIES).hasSize(3 * Benchmark.kinds().size());
    assertThat(Benchmark.kinds()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(24);
    for (int i = 0; i < SERIES.size(); i += 3) {
      assertThat(SERIES.get(i).anomalies()).hasSize(3);
      assertThat(SERIES.get(i + 1).anomalies()).hasSize(3);
      assertThat(SERIES.get(i + 1).anomalies().stream().map(Labelled::what).distinct()).hasSize(1);
      assertThat(SERIES.get(i + 2).anomalies()).isEmpty();
    }
  }

  @Test
  void the_same_seed_gives_the_same_series_and_another_seed_others() {
    assertThat(values(Benchmark.make(7, 1))).isDeepEqualTo(values(every(SERIES, 3)));
    assertThat(values(Benchmark.make(8, 1))).isNotEqualTo(values(every(SERIES, 3)));
  }

  @Test
  void anomalies_change_values_where_the_labels_say_and_all_values_are_finite() {
    for (LabelledSeries series : SERIES) {
      for (float value : series.values()) {
        assertThat(value).isFinite();
      }
      for (Labelled anomaly : series.anomalies()) {
        Span span = anomaly.span();
        assertThat(span.first()).isBetween(2 * series.size() / 5, span.last());
        assertThat(span.last()).isLessThan(series.size());
      }
    }
  }

  @Test
  void a_zero_is_labelled_where_the_series_is_zero() {
    List<LabelledSeries> traffic =
        Benchmark.make(3, 12).stream().filter(s -> s.kind().equals("web-traffic")).toList();
    int zeros = 0;
    for (LabelledSeries series : traffic) {
      for (Labelled anomaly : series.anomalies()) {
        if (anomaly.what().equals("zero")) {
          zeros++;
          Span span = anomaly.span();
          float[] values = Arrays.copyOfRange(series.values(), span.first(), span.last() + 1);
          assertThat(values).containsOnly(0);
          assertThat(series.values()[span.first() - 1]).isPositive();
        }
      }
    }
    assertThat(zeros).isPositive();
  }

  private static List<LabelledSeries> every(List<LabelledSeries> series, int step) {
    return series.stream().filter(s -> series.indexOf(s) % step == 0).toList();
  }

  private static float[][] values(List<LabelledSeries> series) {
    return series.stream().map(LabelledSeries::values).toArray(float[][]::new);
  }
}
