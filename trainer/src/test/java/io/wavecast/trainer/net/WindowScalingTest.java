package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.core.model.Provenance;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.data.NotebookWaves;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.ForecasterFile;
import io.wavecast.trainer.export.IntervalCalibration;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scaling inside a served graph: any series in, numbers out, and the forecast goes with it. */
class WindowScalingTest {
  private static final float[] WAVE = NotebookWaves.numpy(5, 1, 50);
  private static final int UNITS = 70;
  private OnnxForecaster file;

  @BeforeEach
  void openFile() {
    Architecture net =
        new Architecture(
            Scaling.WINDOW, List.of(new Flatten(), Dense.he(UNITS, 1)), Head.quantiles());
    try (Trainable<WindowSet> trainable = Networks.trainable(net, new Pinball(Head.LEVELS), 1)) {
      Map<String, float[]> weights = new LinkedHashMap<>();
      trainable.weights().forEach((name, w) -> weights.put(name, w.data().asFloat()));
      // a network that wants to leave every window, a constant too
      weights.values().stream()
          .filter(w -> w.length == UNITS)
          .forEach(bias -> Arrays.fill(bias, 2));
      file =
          OnnxForecaster.open(
              ModelFile.read(
                  "test",
                  ForecasterFile.bytes(
                      net,
                      weights,
                      IntervalCalibration.none(),
                      new ForecasterMetadata(
                          new Provenance("test", "1", "0".repeat(64), 1, Map.of(), "test"),
                          WindowSet.SHAPE,
                          Head.LEVELS,
                          Scaling.WINDOW))),
              Device.CPU);
    }
  }

  @AfterEach
  void closeFile() {
    file.close();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -7.5, 1e-9, 1e12, -1e12, 1e30, 1e37, Float.MAX_VALUE})
  void a_constant_window_is_followed_by_the_constant(double value) {
    Predictions output = Predictions.of(file, window(x -> value));

    assertThat(output.quantiles()).containsOnly((float) value);
  }

  @Test
  void zeros_in_give_zeros_out_but_for_nothing_that_counts() {
    for (float forecast : Predictions.of(file, new float[50]).quantiles()) {
      assertThat(Math.abs(forecast)).isLessThan(1e-25f);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-3, 1e6, 1e12, 1e30})
  void a_series_times_a_factor_has_its_forecast_times_the_factor(double factor) {
    float[] plain = Predictions.of(file, WAVE).forecasts();

    float[] stretched = Predictions.of(file, window(x -> factor * x)).forecasts();

    for (int i = 0; i < plain.length; i++) {
      assertThat(Math.abs(stretched[i] / factor - plain[i])).isLessThan(1e-5);
    }
  }

  @Test
  void a_series_moved_up_has_its_forecast_moved_up() {
    float[] plain = Predictions.of(file, WAVE).forecasts();

    float[] moved = Predictions.of(file, window(x -> x + 100)).forecasts();

    for (int i = 0; i < plain.length; i++) {
      assertThat(Math.abs(moved[i] - 100 - plain[i])).isLessThan(2e-3f);
    }
  }

  @Test
  void a_jump_after_a_flat_window_gives_numbers() {
    float[] window = new float[50];
    window[49] = 1e6f;

    for (float forecast : Predictions.of(file, window).quantiles()) {
      assertThat(forecast).isFinite();
    }
  }

  private static float[] window(DoubleUnaryOperator change) {
    float[] window = new float[50];
    for (int i = 0; i < 50; i++) {
      window[i] = (float) change.applyAsDouble(WAVE[i]);
    }
    return window;
  }
}
