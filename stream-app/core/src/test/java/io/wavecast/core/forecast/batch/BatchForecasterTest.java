package io.wavecast.core.forecast.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.forecast.fit.FitStep;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.schemas.forecast.Forecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchForecasterTest {
  private final FakeForecaster model = new FakeForecaster("mean");
  private final CountingMetrics metrics = new CountingMetrics();

  @Test
  void requests_are_forecast_in_runs_of_at_most_the_batch_and_come_back_in_order() {
    BatchForecaster batches = new BatchForecaster(Forecasters.of(model), 0.9, 4, metrics, () -> 0);

    List<Forecast> forecasts = batches.forecast(requests(10, "a"));

    assertThat(model.runs).containsExactly(4, 4, 2);
    for (int i = 0; i < 10; i++) {
      Forecast f = forecasts.get(i);
      assertThat(f.origin()).isEqualTo(i);
      assertThat(f.yhat()).containsOnly(i);
      assertThat(f.yhatLower()).containsOnly(i - 1);
      assertThat(f.yhatUpper()).containsOnly(i + 1);
      assertThat(f.warmup()).isFalse();
    }
    assertThat(metrics.of(Metric.FORECASTS)).isEqualTo(10);
    assertThat(metrics.labelled).containsEntry("wavecast.forecasts.fallback mean", 0L);
    assertThat(metrics.of(Metric.INFERENCE)).isEqualTo(3);
  }

  @Test
  void each_series_goes_to_its_model_and_the_order_is_kept() {
    FakeForecaster other = new FakeForecaster("other");
    RoutedForecasters routed = new RoutedForecasters(model, other);
    List<ForecastRequest> mixed = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      mixed.addAll(requests(1, i % 2 == 0 ? "a" : "routed"));
    }

    List<Forecast> forecasts =
        new BatchForecaster(routed, 0.9, 64, metrics, () -> 0).forecast(mixed);

    assertThat(model.runs).containsExactly(3);
    assertThat(other.runs).containsExactly(3);
    assertThat(forecasts)
        .extracting(f -> f.series() + " " + f.model().name())
        .containsExactly(
            "a mean", "routed other", "a mean", "routed other", "a mean", "routed other");
    assertThat(routed.open).isZero();
  }

  @Test
  void a_model_that_does_not_fit_is_replaced_for_that_series_only_and_only_in_that_version() {
    FakeForecaster misfit = FakeForecaster.constant("lost", "1", 7);
    Forecasters routed = new RoutedForecasters(model, misfit);
    int hash = FitStep.hashOf(misfit.model());
    List<ForecastRequest> requests =
        List.of(request("routed.a", hash), request("routed.b", 0), request("routed.c", hash + 1));

    List<Forecast> forecasts =
        new BatchForecaster(routed, 0.9, 64, metrics, () -> 0).forecast(requests);

    assertThat(forecasts)
        .extracting(f -> f.series() + " " + f.model().name() + " " + f.misfit())
        .containsExactly(
            "routed.a mean " + misfit.model(), "routed.b lost null", "routed.c lost null");
    assertThat(metrics.of(Metric.REPLACED, "lost")).isEqualTo(1);
  }

  @Test
  void models_of_different_shapes_forecast_one_batch_each_with_its_own_window_and_horizon() {
    FakeForecaster longer = new FakeForecaster("longer", new Shape(64, 24));
    List<ForecastRequest> requests = List.of(of("a", 64, 3), of("routed.b", 64, 3));

    List<Forecast> forecasts =
        new BatchForecaster(new RoutedForecasters(model, longer), 0.9, 64, metrics, () -> 0)
            .forecast(requests);

    assertThat(forecasts).extracting(Forecast::horizon).containsExactly(10, 24);
    assertThat(forecasts).extracting(f -> f.yhat()[0]).containsExactly(38.5f, 31.5f);
    assertThat(forecasts).extracting(Forecast::imputed).containsExactly(true, true);
  }

  @Test
  void a_window_that_is_too_short_for_its_model_gets_a_warm_up_forecast_of_its_horizon() {
    FakeForecaster longer = new FakeForecaster("longer", new Shape(64, 24));
    List<ForecastRequest> requests = List.of(of("a", 63, 55), of("b", 64, 64), of("c", 64, 63));

    List<Forecast> forecasts =
        new BatchForecaster(Forecasters.of(longer), 0.9, 64, metrics, () -> 0).forecast(requests);

    assertThat(forecasts).extracting(Forecast::warmup).containsExactly(true, false, false);
    assertThat(forecasts).extracting(Forecast::horizon).containsOnly(24);
    assertThat(forecasts).extracting(Forecast::imputed).containsExactly(true, false, true);
    assertThat(forecasts.get(0).model()).isEqualTo(RandomWalk.MODEL);
    assertThat(longer.runs).containsExactly(2);
  }

  @Test
  void a_misfit_goes_on_where_the_window_of_the_other_model_is_longer_than_is_known() {
    FakeForecaster misfit = FakeForecaster.constant("lost", "1", 7);
    Forecasters routed =
        new RoutedForecasters(new FakeForecaster("longer", new Shape(64, 24)), misfit);

    Forecast forecast =
        new BatchForecaster(routed, 0.9, 64, metrics, () -> 0)
            .forecast(List.of(request("routed.a", FitStep.hashOf(misfit.model()))))
            .get(0);

    assertThat(forecast.model()).isEqualTo(misfit.model()).isEqualTo(forecast.misfit());
  }

  /** Values 0, 1 and so on. */
  private static ForecastRequest of(String series, int values, int sinceImputed) {
    float[] all = new float[values];
    for (int i = 0; i < values; i++) {
      all[i] = i;
    }
    return new ForecastRequest(series, Map.of(), 0, 1, sinceImputed, 0, all);
  }

  @Test
  void a_model_without_another_one_goes_on_and_says_that_it_does_not_fit() {
    int hash = FitStep.hashOf(model.model());

    Forecast forecast =
        new BatchForecaster(Forecasters.of(model), 0.9, 64, metrics, () -> 0)
            .forecast(List.of(request("a", hash)))
            .get(0);

    assertThat(forecast.model()).isEqualTo(model.model()).isEqualTo(forecast.misfit());
    assertThat(metrics.of(Metric.REPLACED)).isZero();
  }

  private static ForecastRequest request(String series, int misfit) {
    return new ForecastRequest(
        series,
        Map.of(),
        0,
        1,
        Integer.MAX_VALUE,
        misfit,
        new float[FakeForecaster.SHAPE.window()]);
  }

  @Test
  void output_that_is_not_finite_is_replaced_by_the_random_walk() {
    List<ForecastRequest> requests = requests(3, "a");
    requests.get(1).values()[7] = Float.MAX_VALUE;
    requests.get(1).values()[8] = Float.MAX_VALUE;

    List<Forecast> forecasts =
        new BatchForecaster(Forecasters.of(model), 0.9, 64, metrics, () -> 0).forecast(requests);

    assertThat(forecasts.get(1).model()).isEqualTo(RandomWalk.MODEL);
    assertThat(forecasts.get(1).yhat()).containsOnly(1f);
    assertThat(forecasts.get(0).model().name()).isEqualTo("mean");
    assertThat(forecasts.get(2).model().name()).isEqualTo("mean");
    assertThat(metrics.labelled).containsEntry("wavecast.forecasts.fallback mean", 1L);
  }

  @Test
  void nothing_waiting_runs_nothing() {
    assertThat(
            new BatchForecaster(Forecasters.of(model), 0.9, 64, metrics, () -> 0)
                .forecast(List.of()))
        .isEmpty();
    assertThat(model.runs).isEmpty();
  }

  private static List<ForecastRequest> requests(int n, String series) {
    List<ForecastRequest> requests = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      float[] window = new float[FakeForecaster.SHAPE.window()];
      Arrays.fill(window, i);
      requests.add(new ForecastRequest(series, Map.of(), i, 1, Integer.MAX_VALUE, 0, window));
    }
    return requests;
  }
}
