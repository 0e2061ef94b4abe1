package io.wavecast.core.forecast.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.CivilTime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final ByteBuffer data = ByteBuffer.allocate(Trial.END);

  @Test
  void an_hour_is_learned_for_all_days_at_once() {
    learn(0, 2, hour -> hour == 0 ? 10 : 14);

    // the second value, an hour old, replaces 1 / (1 + 1 / 24) = 0.96 of the day's hour
    assertThat(Profiles.at(data, 1)).isEqualTo(3.84, within(0.001));
    assertThat(Profiles.at(data, 25)).as("Tuesday").isEqualTo(3.84, within(0.001));
    assertThat(Profiles.at(data, 0)).isZero();
    assertThat(Profiles.at(data, 2)).as("not seen").isZero();
  }

  @Test
  void days_that_differ_are_learned_apart() {
    learn(0, 24 * 7 * 16, hour -> hour / 24 % 7 >= 5 ? 0 : hour % 24 == 12 ? 70 : 0);

    assertThat(range(12)).as("noon on Monday").isEqualTo(70, within(10.0));
    assertThat(range(5 * 24 + 12)).as("noon on Saturday").isEqualTo(0, within(15.0));
    assertThat(range(13)).isEqualTo(0, within(5.0));
  }

  @Test
  void an_outage_counts_no_more_than_usual_distances() {
    IntToDoubleFunction usual = hour -> hour % 24 < 12 ? 5 : -5;
    learn(0, 24 * 14, usual);
    double before = Profiles.at(data, 3);

    learn(24 * 14, 24 * 14 + 12, hour -> 1e9);

    assertThat(before).isEqualTo(5, within(0.7));
    assertThat(Profiles.at(data, 3)).isEqualTo(before, within(2.0));
  }

  @Test
  void a_first_value_far_too_large_is_forgotten() {
    SplittableRandom random = new SplittableRandom(5);

    learn(
        0,
        24 * 200,
        hour -> hour == 1 ? 1e3 : (hour % 24 < 12 ? 1 : -1) + random.nextDouble() - 0.5);

    assertThat(range(5) - range(20)).isEqualTo(2, within(0.5));
  }

  @Test
  void a_constant_series_that_begins_to_move_is_learned() {
    learn(0, 24 * 10, hour -> 7);
    assertThat(range(5)).isZero();

    learn(24 * 10, 24 * 60, hour -> hour % 24 < 12 ? 8 : 6);

    assertThat(range(5) - range(20)).isEqualTo(2, within(0.3));
  }

  @Test
  void values_of_any_size_stay_finite() {
    learn(0, 24 * 20, hour -> hour % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE);
    learn(24 * 20, 24 * 40, hour -> hour % 2 == 0 ? Float.MIN_VALUE : 0);

    for (int hour = 0; hour < CivilTime.WEEK; hour++) {
      assertThat(Profiles.at(data, hour)).isFinite();
    }
  }

  /** What is known of an hour, above what is known of midnight on Monday. */
  private double range(int hour) {
    return Profiles.at(data, hour) - Profiles.at(data, 0);
  }

  /** Hours from Monday 00:00. */
  private void learn(int from, int to, IntToDoubleFunction values) {
    for (int hour = from; hour < to; hour++) {
      double y = values.applyAsDouble(hour);
      if (hour == 0) {
        Profiles.begin(data, 0, y);
      }
      Profiles.learn(data, hour % CivilTime.WEEK, hour * HOUR, HOUR, y, 1);
      if (hour % 10 == 0) {
        Profiles.refine(data);
      }
    }
  }
}
