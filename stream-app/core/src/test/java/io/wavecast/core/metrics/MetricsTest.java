package io.wavecast.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** What adapters of the metrics port share. */
class MetricsTest {
  private final List<String> reports = new ArrayList<>();
  private final Metrics metrics = new Recording();
  private final ByLabels<String> meters = new ByLabels<>();

  @Test
  void a_counter_exists_before_it_counts() {
    var counter = metrics.counter(Metric.FORECASTS, "lstm");
    counter.accept(3);

    assertThat(reports)
        .containsExactly("wavecast.forecasts 0 [lstm]", "wavecast.forecasts 3 [lstm]");
  }

  @Test
  void a_histogram_records_what_it_is_given() {
    metrics.histogram(Metric.FORECAST_ERROR, "2").accept(0.5);

    assertThat(reports).containsExactly("wavecast.forecast.error 0.5 [2]");
  }

  @Test
  void metrics_that_nobody_reads_can_be_reported() {
    assertThatCode(
            () -> {
              Metrics.NONE.count(Metric.OBSERVATIONS, 1);
              Metrics.NONE.record(Metric.DEVIATION_SCORE, 1);
              Metrics.NONE.gauge(Metric.SERIES, () -> 1).close();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_meter_is_created_once_for_its_labels() {
    assertThat(meters.get(Metric.FORECASTS, () -> "first", "lstm")).isEqualTo("first");
    assertThat(meters.get(Metric.FORECASTS, () -> "again", "lstm")).isEqualTo("first");
    assertThat(meters.get(Metric.FORECASTS, () -> "other label", "gru")).isEqualTo("other label");
    assertThat(meters.get(Metric.FALLBACKS, () -> "other metric", "lstm"))
        .isEqualTo("other metric");
    assertThat(meters.get(Metric.OBSERVATIONS, () -> "no label")).isEqualTo("no label");
    assertThat(meters.get(Metric.MODEL_INFO, () -> "three", "a", "b", "c")).isEqualTo("three");
    assertThat(meters.get(Metric.MODEL_INFO, () -> "more", "a", "b", "d")).isEqualTo("more");
  }

  @Test
  void a_meter_is_replaced_and_removed() {
    meters.compute(Metric.SERIES, known -> "new after " + known);
    meters.compute(Metric.SERIES, known -> "newer after " + known);
    assertThat(meters.get(Metric.SERIES, () -> "created")).isEqualTo("newer after new after null");

    meters.compute(Metric.SERIES, known -> null);
    assertThat(meters.get(Metric.SERIES, () -> "created")).isEqualTo("created");
  }

  @Test
  void labels_are_given_as_they_are_declared() {
    String expected = "labels of wavecast.forecasts must be [model], got: 2 values";
    assertThatThrownBy(() -> meters.get(Metric.FORECASTS, () -> "", "a", "b")).hasMessage(expected);
    assertThatThrownBy(() -> meters.compute(Metric.FORECASTS, known -> "", "a", "b"))
        .hasMessage(expected);
  }

  private final class Recording implements Metrics {
    @Override
    public void count(Metric counter, long amount, String... labels) {
      reports.add(counter + " " + amount + " " + Arrays.toString(labels));
    }

    @Override
    public void record(Metric histogram, double value, String... labels) {
      reports.add(histogram + " " + value + " " + Arrays.toString(labels));
    }

    @Override
    public Registration gauge(Metric gauge, DoubleSupplier value, String... labels) {
      return () -> {};
    }
  }
}
