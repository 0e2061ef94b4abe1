package io.wavecast.core.forecast.season;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much the seasonal forecast counts beside the model's. */
class MixWeightsTest {
  private static final long STEP = 1000;

  private final byte[] data = new byte[MixWeights.END];

  @BeforeEach
  void clear() {
    MixWeights.clear(data);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0.25", "2, 0.5", "3, 0.75", "4, 1", "9, 1", "-3, 0"})
  void the_mix_that_was_nearest_counts(double value, double weight) {
    pair(0, 0, 4, value);

    assertThat(MixWeights.best(data)).isEqualTo(weight);
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0", "0.03, 1"})
  void a_season_must_be_better_by_a_fiftieth(double season, double weight) {
    pair(0, 0, season, 1);

    assertThat(MixWeights.best(data)).isEqualTo(weight);
  }

  @Test
  void nothing_counts_before_a_value_came() {
    MixWeights.begin(data, 0, constant(0), doubles(4));

    assertThat(MixWeights.best(data)).isZero();
  }

  @Test
  void later_errors_count_more() {
    pair(0, 0, 4, 4);
    assertThat(MixWeights.best(data)).isEqualTo(1);

    for (int i = 1; i < 100; i++) {
      pair(i * 10 * STEP, 0, 4, 0);
    }

    assertThat(MixWeights.best(data)).isZero();
  }

  @Test
  void a_pair_is_over_at_its_longest_lead_time() {
    assertThat(MixWeights.isOver(data, 0, STEP)).as("no pair").isTrue();
    MixWeights.begin(data, 5000, constant(0), doubles(4));

    assertThat(MixWeights.isOver(data, 14_400, STEP)).isFalse();
    assertThat(MixWeights.isOver(data, 14_600, STEP)).isTrue();
  }

  @Test
  void of_a_shorter_horizon_only_its_lead_times_are_judged() {
    MixWeights.begin(data, 0, new float[] {0, 0, 0}, new double[] {4, 4, 4});
    for (int lead = 1; lead <= 10; lead++) {
      MixWeights.judge(data, lead * STEP, STEP, lead <= 3 ? 4 : -100);
    }

    assertThat(MixWeights.best(data)).isEqualTo(1);
  }

  /** A pair of constant forecasts, and the same value for all its lead times. */
  private void pair(long origin, float model, double season, double value) {
    MixWeights.begin(data, origin, constant(model), doubles(season));
    for (int lead = 1; lead <= 10; lead++) {
      MixWeights.judge(data, origin + lead * STEP, STEP, value);
    }
  }

  private static float[] constant(float value) {
    float[] values = new float[10];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] doubles(double value) {
    double[] values = new double[10];
    Arrays.fill(values, value);
    return values;
  }
}
