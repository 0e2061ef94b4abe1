package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A change of a series that has stood still. */
class ConstantTest {
  private final Random random = new Random(7);

  @ParameterizedTest
  @CsvSource({
    "300, 20, false",
    "300, 500, true",
    "260, 0, true",
    "500, 0, true",
    "890, 0, true",
    "890, 0.5, false",
    "1000, 6, false",
    "1000, 4.98, false",
    "1000, 0, true",
    "50000, 5.5, true"
  })
  void the_first_change_of_a_constant_counts_by_its_size_and_by_how_long_there_was_none(
      int values, double y, boolean alerts) {
    for (Profile profile : Profile.values()) {
      Watched w = Watched.of(profile, values, t -> 5);

      w.feed(y);
      assertThat(w.alerts.isEmpty()).isNotEqualTo(alerts);
      for (int i = 0; i < 60; i++) {
        w.feed(y);
      }
      assertThat(w.alerts.isEmpty()).as("at the new level").isNotEqualTo(alerts);
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_first_rise_from_0_tells_nothing_in_a_young_series(Profile profile) {
    for (double y : new double[] {1, 1e9}) {
      Watched young = Watched.of(profile, 890, t -> 0);
      Watched known = Watched.of(profile, 1000, t -> 0);
      for (int i = 0; i < 20; i++) {
        young.feed(y);
        known.feed(y);
      }

      assertThat(young.alerts).isEmpty();
      assertThat(known.alerts).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_change_by_rounding_leaves_a_series_constant(Profile profile) {
    for (int blip : new int[] {5, 30, 500, 949}) {
      Watched w = Watched.of(profile, 950, t -> t == blip ? 5.000001 : 5);

      w.feed(6);

      assertThat(w.alerts).as("after %d", blip).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_series_that_moves_by_trifles_is_no_constant(Profile profile) {
    Watched moves = Watched.of(profile, 1500, t -> 1e6 + random.nextDouble());
    assertThat(moves.feed(1e6 + 1000).score()).isGreaterThan(1);

    Watched begins = Watched.of(profile, 1500, t -> 1e6 + (t < 800 ? 0 : random.nextDouble()));
    assertThat(begins.feed(1e6 + 1000).score()).isGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource({"150, FULL", "1000, FULL", "3000, FULL"})
  void a_trifle_beside_the_level_of_a_constant_is_no_anomaly(int values, Profile profile) {
    Watched w = Watched.of(profile, values, t -> 5);

    w.feed(5.0001);
    for (int i = 0; i < 60; i++) {
      w.feed(i < 30 ? 5 : 5.0001);
    }

    assertThat(w.alerts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10, ABOVE", "0, BELOW"})
  void a_change_of_a_constant_has_its_direction(double y, Direction side) {
    Watched w = Watched.of(Profile.FULL, 1000, t -> 5);

    Deviation d = w.feed(y);

    assertThat(d.score()).isGreaterThan(1);
    assertThat(w.alerts).extracting(a -> a.cause().direction()).containsExactly(side);
  }

  @Test
  void a_series_that_moves_little_beside_its_level_is_no_constant() {
    Watched w = Watched.of(Profile.FULL, 3000, t -> 1e6 + 2 * random.nextDouble());

    assertThat(w.feed(1e6 + 60).score()).isGreaterThan(1);
  }
}
