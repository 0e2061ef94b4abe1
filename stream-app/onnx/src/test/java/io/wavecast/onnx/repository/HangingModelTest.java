package io.wavecast.onnx.repository;

import static io.wavecast.onnx.file.TinyModels.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.batch.BatchForecaster;
import io.wavecast.core.forecast.batch.ForecastRequest;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.model.ModelTimeoutException;
import io.wavecast.onnx.file.HangingModel;
import io.wavecast.onnx.file.TinyModels;
import io.wavecast.schemas.forecast.Forecast;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model that does not end is ended, disabled and replaced, and nothing waits for it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HangingModelTest extends RepositoryFixture {
  @Test
  void the_default_forecasts_in_its_place_from_the_same_batch_on() throws Exception {
    write("two", HangingModel.of("two", 2));
    try (ModelRepository repository = open(new Route("b", "two"))) {
      BatchForecaster batches = new BatchForecaster(repository, 0.9, 8, metrics, System::nanoTime);

      List<Forecast> before = batches.forecast(List.of(request("a", 5), request("b", 5)));
      List<Forecast> during =
          batches.forecast(List.of(request("a", 5), request("b", HangingModel.STICKS_AT)));
      List<Forecast> after = batches.forecast(List.of(request("a", 5), request("b", 5)));

      assertThat(names(before)).containsExactly("one", "two");
      assertThat(names(during)).containsExactly("one", "one");
      assertThat(names(after)).containsExactly("one", "one");
      assertThat(during.get(1).yhat()[0]).isEqualTo(HangingModel.STICKS_AT + 1);
    }
    assertThat(metrics.byLabels(Metric.MODEL_TIMEOUTS)).containsEntry("two", 1L);
    assertThat(log).containsExactly("model 'two' is disabled: a run took longer than 5000 ms");
  }

  @Test
  void without_another_model_a_random_walk_forecasts_and_the_model_is_not_run_again()
      throws Exception {
    write("one", HangingModel.of("one", 1));
    try (ModelRepository repository = open()) {
      BatchForecaster batches = new BatchForecaster(repository, 0.9, 8, metrics, System::nanoTime);

      List<Forecast> during = batches.forecast(List.of(request("a", HangingModel.STICKS_AT)));
      List<Forecast> after = batches.forecast(List.of(request("a", 5)));

      assertThat(during.get(0).yhat()[0]).isEqualTo(HangingModel.STICKS_AT);
      assertThat(after.get(0).yhat()[0]).isEqualTo(5);
      assertThat(metrics.of(Metric.FALLBACKS)).isEqualTo(2);
      assertThat(metrics.byLabels(Metric.FORECASTS)).containsEntry("one", 2L);
      assertThat(metrics.byLabels(Metric.MODEL_TIMEOUTS)).containsEntry("one", 1L);
      assertThatThrownBy(() -> forecast(forSeries(repository, "a")))
          .isInstanceOfSatisfying(
              ModelTimeoutException.class, e -> assertThat(e.isFirst()).isFalse());
    }
  }

  @Test
  void a_new_file_takes_the_model_back_into_use() throws Exception {
    write("one", HangingModel.of("one", 1));
    try (ModelRepository repository = open()) {
      BatchForecaster batches = new BatchForecaster(repository, 0.9, 8, metrics, System::nanoTime);
      batches.forecast(List.of(request("a", HangingModel.STICKS_AT)));

      write("one", TinyModels.lastValue("one", "2", 7));
      repository.poll();
      repository.poll();

      assertThat(batches.forecast(List.of(request("a", 5))).get(0).yhat()[0]).isEqualTo(12);
    }
  }

  private static List<String> names(List<Forecast> forecasts) {
    return forecasts.stream().map(f -> f.model().name()).toList();
  }

  private static ForecastRequest request(String series, float value) {
    float[] window = new float[WINDOW];
    Arrays.fill(window, value);
    return new ForecastRequest(series, Map.of(), 0, 1000, Integer.MAX_VALUE, 0, window);
  }
}
