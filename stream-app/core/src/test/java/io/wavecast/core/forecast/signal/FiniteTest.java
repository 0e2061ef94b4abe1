package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Deviation;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No value may leave a number in the state that makes all later ones none. */
class FiniteTest {
  private static final int VALUES = 700;
  private static final float MAX = Float.MAX_VALUE;
  private static final double[] SOME = {
    1e38, -1e38, 3e38, -3e38, MAX, -MAX, 0, Float.MIN_VALUE, -1e-38, 1, 1e9
  };

  @ParameterizedTest
  @ValueSource(longs = {Judged.SECOND, Judged.MINUTE, Judged.HOUR, 24 * Judged.HOUR})
  void all_scores_and_forecasts_stay_finite(long stepMs) {
    Random random = new Random(3);

    check(stepMs, i -> SOME[random.nextInt(SOME.length)]);
    check(stepMs, i -> i < 3 ? (i % 2 == 0 ? 3e38 : -3e38) : 100 + random.nextGaussian());
    check(stepMs, i -> i % 2 == 0 ? MAX : -MAX);
    check(stepMs, i -> i < VALUES / 2 ? -3.4e38 + 1e33 * i : 3.4e38); // a counter
    check(stepMs, i -> i < VALUES / 2 ? 5 : i % 2 == 0 ? MAX : -MAX);
    check(stepMs, i -> Float.MIN_VALUE * random.nextInt(4) - (i % 7 == 0 ? 1e-38 : 0));
    check(stepMs, i -> -2e38 - 1e38 * random.nextDouble() - (i < VALUES / 2 ? 0 : 3e37));
    check(stepMs, i -> 7);
    check(stepMs, i -> 0);
  }

  private static void check(long stepMs, IntToDoubleFunction value) {
    Judged s = new Judged(stepMs);
    for (int i = 0; i < VALUES; i++) {
      Deviation d = s.feed(value.applyAsDouble(i));
      assertThat(d.score()).as("value %d: %s", i, d.y()).isBetween(0f, 1000f);
      assertThat(Float.isInfinite(d.cause().expected())).isFalse();
    }
  }

  @Test
  void one_absurd_value_leaves_no_wide_intervals_behind() {
    Judged s = Judged.of(3000, t -> 50 + new Random(t).nextGaussian());

    s.feed(1e9);
    s.feed(300, t -> 50 + new Random(t).nextGaussian());

    Deviation d = s.last();
    assertThat(d.yhatUpper() - d.yhatLower()).isLessThan(20);
    assertThat(s.feed(80).score()).isGreaterThan(1);
  }

  @Test
  void a_constant_has_no_score_and_each_change_of_it_one_that_is_a_number() {
    Judged s = Judged.of(3000, t -> 1e30);

    assertThat(s.highest(0)).isLessThan(0.5f);
    assertThat(s.feed(1e30 * (1 + 1e-6)).score()).isLessThan(1);
    assertThat(s.feed(-1e30).score()).isGreaterThan(1).isLessThanOrEqualTo(1000);
  }
}
