package io.wavecast.onnx.run;

import static io.wavecast.onnx.file.TinyModels.HORIZON;
import static io.wavecast.onnx.file.TinyModels.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.onnx.repository.ModelCatalog;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped default forecaster meets series that no model is trained on. */
class DefaultForecasterTest {
  private static final long SEED = 20;
  private static OnnxForecaster model;

  /** A forecast and its quantiles, lead time by lead time. */
  private record Ahead(float[] forecast, float[] quantiles) {}

  @BeforeAll
  static void open() {
    model = OnnxForecaster.open(ModelCatalog.shipped().find("default"), Device.CPU);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  static Stream<Named<float[]>> oddWindows() {
    Random random = new Random(SEED);
    float[] walk = new float[WINDOW];
    for (int t = 1; t < WINDOW; t++) {
      walk[t] = walk[t - 1] + (float) random.nextGaussian();
    }
    float[] imputed = walk.clone();
    for (int t = 20; t < 25; t++) { // a gap of five, filled in a straight line
      imputed[t] = walk[19] + (walk[25] - walk[19]) * (t - 19) / 6;
    }
    return Stream.of(
        window("zeros", t -> 0),
        window("a constant", t -> 7.3),
        window("a negative constant", t -> -273.15),
        window("a constant of 1e12", t -> 1e12),
        window("a constant of 1e-9", t -> 1e-9),
        window("the largest float", t -> Float.MAX_VALUE),
        window("the smallest float", t -> Float.MIN_VALUE),
        window("a walk near 1e12", t -> 1e12 + 1e6 * walk[t]),
        window("a walk of 1e12", t -> 1e12 * walk[t]),
        window("a walk of 1e-9", t -> 1e-9 * walk[t]),
        window("a walk of 1e36", t -> 1e36 * walk[t]),
        window("all below zero", t -> -1000 - walk[t]),
        window("one spike in zeros", t -> t == 30 ? 1e6 : 0),
        window("a spike at the end", t -> t == WINDOW - 1 ? 1e6 : 0),
        window("a spike of 1e30 in noise", t -> t == 30 ? 1e30 : random.nextGaussian()),
        window("a step", t -> t < 25 ? 0 : 5),
        window("alternating", t -> t % 2 == 0 ? 1 : -1),
        window("alternating, huge", t -> t % 2 == 0 ? 1e37 : -1e37),
        Named.of("filled gaps", imputed));
  }

  private static Named<float[]> window(String name, IntToDoubleFunction value) {
    return Named.of(name, values(value));
  }

  private static float[] values(IntToDoubleFunction value) {
    float[] window = new float[WINDOW];
    for (int t = 0; t < WINDOW; t++) {
      window[t] = (float) value.applyAsDouble(t);
    }
    return window;
  }

  @ParameterizedTest
  @MethodSource("oddWindows")
  void quantiles_ascend_for_any_window(float[] window) {
    Ahead ahead = ahead(window);

    int levels = model.quantileLevels().length;
    for (int i = 0; i < ahead.quantiles().length; i++) {
      assertThat(ahead.quantiles()[i]).as("quantile %d, seed %d", i, SEED).isFinite();
      if (i % levels != 0) {
        assertThat(ahead.quantiles()[i]).isGreaterThanOrEqualTo(ahead.quantiles()[i - 1]);
      }
      assertThat(ahead.forecast()[i / levels])
          .isEqualTo(ahead.quantiles()[i / levels * levels + levels / 2]);
    }
  }

  /** The engine then takes a random walk's interval, which ends at the largest float. */
  @Test
  void an_interval_beyond_the_largest_float_has_no_end_but_is_a_number() {
    Random random = new Random(SEED);
    Ahead ahead = ahead(values(t -> Float.MAX_VALUE * (1 - 1e-3 * random.nextDouble())));

    for (float forecast : ahead.forecast()) {
      assertThat(forecast).as("seed %d", SEED).isFinite();
    }
    for (float quantile : ahead.quantiles()) {
      assertThat(quantile).isNotNaN();
    }
  }

  @Test
  void zeros_are_followed_by_zeros() {
    Ahead ahead = ahead(new float[WINDOW]);

    assertThat(ahead.forecast()).containsOnly(0);
    for (float quantile : ahead.quantiles()) {
      assertThat(Math.abs(quantile)).isLessThan(1e-28f);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -1, 7.3, -273.15, 1e-9, 1e12, -1e12, 1e37})
  void a_constant_is_continued(double value) {
    Ahead ahead = ahead(values(t -> value));

    assertThat(ahead.forecast()).containsOnly((float) value);
    for (float quantile : ahead.quantiles()) {
      assertThat(Math.abs(quantile - value)).isLessThan(2e-6 * Math.abs(value));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-20, 1e-9, 1e-3, 3, 1e6, 1e12, 1e30})
  void a_series_times_a_factor_has_its_forecast_times_the_factor(double factor) {
    float[] wave = values(t -> Math.sin(0.3 * t) + 0.4 * Math.sin(0.7 * t));
    Ahead plain = ahead(wave);

    Ahead stretched = ahead(values(t -> factor * wave[t]));

    for (int i = 0; i < plain.quantiles().length; i++) {
      assertThat(Math.abs(stretched.quantiles()[i] / factor - plain.quantiles()[i]))
          .isLessThan(1e-5);
    }
  }

  @Test
  void a_series_moved_up_has_its_forecast_moved_up() {
    float[] wave = values(t -> Math.sin(0.3 * t) + 0.4 * Math.sin(0.7 * t));
    Ahead plain = ahead(wave);

    Ahead moved = ahead(values(t -> wave[t] + 100));

    for (int i = 0; i < plain.quantiles().length; i++) {
      assertThat(Math.abs(moved.quantiles()[i] - 100 - plain.quantiles()[i])).isLessThan(1e-3f);
    }
  }

  @Test
  void alternating_values_keep_alternating() {
    Ahead ahead = ahead(values(t -> t % 2 == 0 ? 1 : -1));

    for (int lead = 0; lead < HORIZON; lead++) {
      float next = lead % 2 == 0 ? 1 : -1;
      assertThat(Math.abs(ahead.forecast()[lead] - next)).as("lead %d", lead).isLessThan(0.3f);
    }
  }

  private static Ahead ahead(float[] window) {
    float[] forecast = new float[HORIZON];
    float[] quantiles = new float[HORIZON * model.quantileLevels().length];
    model.forecast(window, 1, forecast, quantiles);
    return new Ahead(forecast, quantiles);
  }
}
