package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A series that has no states is in none for too long. */
class DwellTest {
  private static final int SEEDS = 20;

  @ParameterizedTest
  @ValueSource(ints = {60, 100, 250, 500})
  void a_level_that_rises_in_steps_has_no_states(int every) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      double[] level = {50};

      assertNoState(
          2500,
          t -> {
            level[0] += random.nextInt(every) == 0 ? 0.5 + random.nextDouble() : 0;
            return level[0] + 0.1 * random.nextGaussian();
          });
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 3, 30, 300})
  void a_steady_drift_has_no_states(double noise) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);

      assertNoState(2500, t -> 1000 + t + noise * random.nextGaussian());
      assertNoState(2500, t -> 9000 - t + noise * random.nextGaussian());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.1})
  void a_walk_has_no_states(double drift) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      double[] at = {50};

      assertNoState(2500, t -> at[0] += drift + 0.3 * random.nextGaussian());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 1000, 2000})
  void a_level_that_changed_once_is_no_state(int change) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);

      assertNoState(2500, t -> (t < change ? 20 : 80) + random.nextGaussian());
    }
  }

  private static void assertNoState(int n, IntToDoubleFunction value) {
    Watched w = new Watched(Profile.FULL);
    for (int t = 0; t < n; t++) {
      w.feed(value.applyAsDouble(t));
    }

    assertThat(w.begun(0)).doesNotContain("STATE");
  }
}
