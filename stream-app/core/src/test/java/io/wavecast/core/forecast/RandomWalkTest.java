package io.wavecast.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.schemas.forecast.Forecast;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** G4: the interval of warm-up forecasts. */
class RandomWalkTest {
  private final RandomWalk walk = new RandomWalk(0.9);

  @Test
  void the_interval_follows_its_formula() {
    Forecast f = walk.forecast("s", 0, 1, new float[] {1, 3, 2}, 4, true, false, 10);

    // (4 + 1 + 16) / 3 = 7; Student's t of 3 degrees of freedom at 0.95 is 2.353363
    double half = 2.353363 * Math.sqrt(7) * Math.sqrt(2 * (1 + 1 / 3.0));
    assertThat(f.yhatUpper()[1]).isCloseTo((float) (2 + half), within(1e-4f));
    assertThat(f.yhatLower()[1]).isCloseTo((float) (2 - half), within(1e-4f));
  }

  @Test
  void a_constant_series_has_a_narrowing_interval_and_zeros_have_none() {
    float[] few = {5, 5};
    float[] many = new float[49];
    java.util.Arrays.fill(many, 5);

    assertThat(width(few)).isGreaterThan(5 * width(many)).isPositive();
    assertThat(width(new float[] {0, 0, 0})).isZero();
  }

  @Test
  void huge_values_keep_finite_intervals() {
    Forecast f =
        walk.forecast(
            "s", 0, 1, new float[] {-Float.MAX_VALUE, Float.MAX_VALUE}, 0, true, false, 10);

    for (int h = 0; h < f.horizon(); h++) {
      assertThat(f.yhatLower()[h]).isFinite();
      assertThat(f.yhatUpper()[h]).isFinite();
    }
  }

  @Test
  void on_random_walks_the_interval_of_every_length_covers_what_it_says() {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    for (int n : new int[] {5, 10, 30, 49}) {
      int inside = 0;
      int total = 4000;
      for (int i = 0; i < total; i++) {
        float[] values = new float[n + 10];
        for (int t = 1; t < values.length; t++) {
          values[t] = values[t - 1] + (float) gauss(random);
        }
        // a prior spread as uncertain as one difference is
        double prior = Math.abs(gauss(random));
        Forecast f =
            walk.forecast("s", 0, 1, java.util.Arrays.copyOf(values, n), prior, true, false, 10);
        if (values[n + 4] >= f.yhatLower()[4] && values[n + 4] <= f.yhatUpper()[4]) {
          inside++;
        }
      }
      assertThat(inside / (double) total).as("n %d, seed %d", n, seed).isBetween(0.87, 0.95);
    }
  }

  private double width(float[] values) {
    Forecast f = walk.forecast("s", 0, 1, values, 0, true, false, 10);
    return f.yhatUpper()[0] - f.yhatLower()[0];
  }

  private static double gauss(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
