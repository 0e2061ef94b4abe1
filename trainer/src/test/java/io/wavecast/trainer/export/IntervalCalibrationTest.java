package io.wavecast.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalCalibrationTest {

  @Test
  void quantiles_lie_between_values_as_numpys_do() {
    double[] sorted = {1, 2, 4, 8};

    // numpy.quantile([1, 2, 4, 8], [0, 0.25, 0.5, 0.9, 1])
    assertThat(IntervalCalibration.quantile(sorted, 0)).isEqualTo(1);
    assertThat(IntervalCalibration.quantile(sorted, 0.25)).isEqualTo(1.75);
    assertThat(IntervalCalibration.quantile(sorted, 0.5)).isEqualTo(3);
    assertThat(IntervalCalibration.quantile(sorted, 0.9)).isCloseTo(6.8, within(1e-12));
    assertThat(IntervalCalibration.quantile(sorted, 1)).isEqualTo(8);
  }

  @Test
  void each_lead_time_has_offsets_of_its_own() {
    int n = 4000;
    Random random = new Random(1);
    float[] forecasts = new float[n * 10];
    float[] actual = new float[n * 10];
    for (int i = 0; i < actual.length; i++) {
      forecasts[i] = 7;
      actual[i] = 7 + (i % 10 + 1) * random.nextFloat(); // uniform in 0..lead time
    }

    IntervalCalibration quantiles =
        IntervalCalibration.ofPoints(forecasts, actual, List.of(0.1, 0.5, 0.9));

    for (int lead = 1; lead <= 10; lead++) {
      float[] offsets = Arrays.copyOfRange(quantiles.offsets(), 3 * lead - 3, 3 * lead);
      assertThat(offsets[0] / lead).isCloseTo(0.1f, within(0.03f));
      assertThat(offsets[1] / lead).isCloseTo(0.5f, within(0.03f));
      assertThat(offsets[2] / lead).isCloseTo(0.9f, within(0.03f));
    }
  }

  @Test
  void learned_quantiles_with_low_coverage_are_stretched() {
    int n = 2000;
    Random random = new Random(2);
    float[] quantiles = new float[n * 10 * 3];
    float[] actual = new float[n * 10];
    for (int i = 0; i < actual.length; i++) {
      float scale = 1 + i % 7;
      quantiles[3 * i] = 5 - scale / 2;
      quantiles[3 * i + 1] = 5;
      quantiles[3 * i + 2] = 5 + scale / 2;
      actual[i] = 5 + scale * (2 * random.nextFloat() - 1); // half of them are inside
    }

    IntervalCalibration calibration =
        IntervalCalibration.ofQuantiles(quantiles, actual, List.of(0.1, 0.5, 0.9));

    assertThat(calibration.stretch()).isCloseTo(1.6f, within(0.03f));
  }

  @Test
  void a_value_is_measured_by_the_quantile_on_its_own_side() {
    int n = 1000;
    float[] quantiles = new float[n * 10 * 3];
    float[] actual = new float[n * 10];
    for (int i = 0; i < actual.length; i++) {
      quantiles[3 * i] = -1;
      quantiles[3 * i + 2] = 4;
      actual[i] = i % 2 == 0 ? -2 : 8; // both are twice as far as their quantile
    }

    IntervalCalibration calibration =
        IntervalCalibration.ofQuantiles(quantiles, actual, List.of(0.1, 0.5, 0.9));

    assertThat(calibration.stretch()).isEqualTo(2);
  }

  @Test
  void quantiles_that_hold_or_that_few_windows_speak_of_are_left_alone() {
    float[] one = {-1, 0, 1};
    float[] quantiles = new float[3 * 1000];
    float[] actual = new float[1000];
    for (int i = 0; i < actual.length; i++) {
      System.arraycopy(one, 0, quantiles, 3 * i, 3);
      actual[i] = i % 5 == 0 ? 2 : 0.5f; // four of five are inside
    }

    assertThat(IntervalCalibration.ofQuantiles(quantiles, actual, List.of(0.1, 0.5, 0.9)).stretch())
        .isEqualTo(1);
    float[] far = new float[990];
    Arrays.fill(far, 9);
    assertThat(IntervalCalibration.ofQuantiles(quantiles, far, List.of(0.1, 0.5, 0.9)).stretch())
        .isEqualTo(1);
  }

  @Test
  void a_flat_interval_that_reality_leaves_asks_for_the_most() {
    float[] quantiles = new float[3 * 1000];
    float[] actual = new float[1000];
    Arrays.fill(actual, 1);

    assertThat(IntervalCalibration.ofQuantiles(quantiles, actual, List.of(0.1, 0.5, 0.9)).stretch())
        .isEqualTo(3);
  }
}
