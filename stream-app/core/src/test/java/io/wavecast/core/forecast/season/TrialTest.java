package io.wavecast.core.forecast.season;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialTest {
  private static final long STEP = 1000;

  private final ByteBuffer data = ByteBuffer.allocate(Trial.END);

  @BeforeEach
  void clear() {
    Trial.clear(data);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0.25", "2, 0.5", "3, 0.75", "4, 1", "9, 1", "-3, 0"})
  void the_mix_that_was_nearest_counts(double value, double weight) {
    trial(0, 0, 4, value);

    assertThat(Trial.weight(data)).isEqualTo(weight);
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0", "0.03, 1"})
  void a_season_must_be_better_by_a_fiftieth(double season, double weight) {
    trial(0, 0, season, 1);

    assertThat(Trial.weight(data)).isEqualTo(weight);
  }

  @Test
  void nothing_counts_before_a_value_came() {
    Trial.begin(data, 0, constant(0), doubles(4));

    assertThat(Trial.weight(data)).isZero();
  }

  @Test
  void later_errors_count_more() {
    trial(0, 0, 4, 4);
    assertThat(Trial.weight(data)).isEqualTo(1);

    for (int i = 1; i < 100; i++) {
      trial(i * 10 * STEP, 0, 4, 0);
    }

    assertThat(Trial.weight(data)).isZero();
  }

  @Test
  void a_pair_is_over_at_its_longest_lead_time() {
    assertThat(Trial.isOver(data, 0, STEP)).as("no pair").isTrue();
    Trial.begin(data, 5000, constant(0), doubles(4));

    assertThat(Trial.isOver(data, 14_400, STEP)).isFalse();
    assertThat(Trial.isOver(data, 14_600, STEP)).isTrue();
  }

  /** A pair of constant forecasts, and the same value for all its lead times. */
  private void trial(long origin, float model, double season, double value) {
    Trial.begin(data, origin, constant(model), doubles(season));
    for (int lead = 1; lead <= 10; lead++) {
      Trial.judge(data, origin + lead * STEP, STEP, value);
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
