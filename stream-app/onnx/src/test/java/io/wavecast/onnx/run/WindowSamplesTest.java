package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.onnx.file.TinyModels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What counts as a difference of two forecasts. */
class WindowSamplesTest {
  private static final int WIDTH = 60;
  private static final int ZEROS = 0;
  private static final int MILLION = 4;

  private final WindowSamples samples = new WindowSamples(8, TinyModels.SHAPE);

  /** For a window of zeros 0.2, and one quantile near 0, as left by a sum that cancels out. */
  private static float[] nearZero() {
    float[] results = new float[8 * WIDTH];
    Arrays.fill(results, 0.2f);
    results[22] = 7.2e-7f;
    return results;
  }

  private double difference(float result, float[] expected, int sample, int column) {
    return samples.difference(result, expected, sample * WIDTH + column, WIDTH);
  }

  @Test
  void a_value_near_zero_is_measured_by_the_largest_of_its_row() {
    assertThat(difference(-1.0e-7f, nearZero(), ZEROS, 22)).isBetween(1e-6, 1e-5);
    assertThat(difference(0.001f, nearZero(), ZEROS, 22)).isGreaterThan(1e-3);
  }

  @Test
  void a_large_window_permits_more_than_a_small_one() {
    assertThat(difference(0.3f, nearZero(), ZEROS, 0)).isBetween(0.2, 0.3);
    assertThat(difference(0.3f, nearZero(), MILLION, 0)).isLessThan(1e-6);
  }

  @Test
  void what_is_not_finite_is_infinitely_apart() {
    float[] results = nearZero();
    assertThat(difference(Float.NaN, results, ZEROS, 0)).isInfinite();
    results[1] = Float.POSITIVE_INFINITY;
    assertThat(difference(0.3f, results, ZEROS, 0)).isInfinite();
    results[1] = Float.NaN;
    assertThat(difference(0.3f, results, ZEROS, 0)).isInfinite();
  }
}
