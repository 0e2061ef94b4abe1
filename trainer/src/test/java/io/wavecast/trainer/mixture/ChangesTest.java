package io.wavecast.trainer.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.data.WindowSet;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each change of a series, over many seeds. */
class ChangesTest {
  private static final int RUNS = 1000;

  /** Ascends and is convex. */
  private final double[] before =
      IntStream.range(0, WindowSet.EXAMPLE).mapToDouble(t -> t * t - 700).toArray();

  private double[] changed(BiConsumer<RandomDraws, double[]> change, long seed) {
    double[] series = before.clone();
    change.accept(new RandomDraws(seed), series);
    return series;
  }

  @Test
  void upside_down_twice_and_backwards_twice_is_the_series() {
    double[] down = changed(Changes::flip, 1);
    double[] backwards = changed(Changes::reverse, 1);

    for (int t = 0; t < before.length; t++) {
      assertThat(down[t]).isEqualTo(-before[t]);
      assertThat(backwards[t]).isEqualTo(before[before.length - 1 - t]);
    }
  }

  @Test
  void a_held_value_is_the_last_one_measured() {
    double held = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      double[] after = changed(Changes::hold, seed);
      for (int t = 1; t < after.length; t++) {
        assertThat(after[t]).isIn(before[t], after[t - 1]);
        held += after[t] == after[t - 1] ? 1.0 / 59 / RUNS : 0;
      }
    }

    assertThat(held).isCloseTo(0.5, within(0.03)); // the mean of 0.2..0.8
  }

  @Test
  void rounded_values_are_multiples_of_one_grain_and_no_further_than_half_of_it_away() {
    for (int seed = 0; seed < RUNS; seed++) {
      double grain = new RandomDraws(seed).logUniform(0.05, 1.5) * Series.unit(before);
      double[] after = changed(Changes::round, seed);
      for (int t = 0; t < after.length; t++) {
        double multiple = after[t] / grain;
        assertThat(multiple).isCloseTo(Math.rint(multiple), within(1e-9));
        assertThat(after[t]).isCloseTo(before[t], within(0.5001 * grain));
      }
    }
  }

  @Test
  void outliers_are_few_and_mostly_above() {
    double changed = 0;
    double above = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      double[] after = changed(Changes::outliers, seed);
      for (int t = 0; t < after.length; t++) {
        changed += after[t] != before[t] ? 1.0 / 60 / RUNS : 0;
        above += after[t] > before[t] ? 1.0 / 60 / RUNS : 0;
      }
    }

    assertThat(changed).isCloseTo(0.035, within(0.004)); // the mean of 0.01..0.06
    assertThat(above / changed).isCloseTo(0.85, within(0.04)); // 0.7 + 0.3 / 2
  }

  @Test
  void multiplied_noise_leaves_zeros_and_signs_and_is_as_likely_above_as_below() {
    double above = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      double[] after = changed(Changes::multiply, seed);
      for (int t = 0; t < after.length; t++) {
        assertThat(Math.signum(after[t])).isEqualTo(Math.signum(before[t]));
        above += Math.abs(after[t]) > Math.abs(before[t]) ? 1.0 / 60 / RUNS : 0;
      }
    }

    assertThat(above).isCloseTo(0.5, within(0.02));
  }

  /** The first draw chooses: half exponents, 15 % squares, a fifth floors, the rest clipped. */
  @Test
  void bending_is_the_function_that_the_first_draw_chooses() {
    for (int seed = 0; seed < RUNS; seed++) {
      double kind = new RandomDraws(seed).unit();
      double[] after = changed(Changes::bend, seed);
      if (kind < 0.5 || kind >= 0.65) {
        assertThat(after).isSorted(); // as before
      }
      double least = kind < 0.5 ? Double.MIN_NORMAL : kind < 0.85 ? 0 : -0.3;
      double most = kind < 0.5 ? Math.exp(8) : kind < 0.85 ? 20 : 0.3;
      assertThat(Arrays.stream(after)).allMatch(v -> v >= least && v <= most);
      long zeros = Arrays.stream(after).filter(v -> v == 0).count();
      if (kind >= 0.5 && kind < 0.65) {
        assertThat(zeros).isEqualTo(1); // at the value that is the middle
      } else if (kind < 0.5) {
        assertThat(zeros).isZero();
      }
    }
  }

  @Test
  void gaps_are_straight_lines_between_values_of_the_window() {
    for (int seed = 0; seed < RUNS; seed++) {
      double[] series = new double[WindowSet.EXAMPLE];
      series[WindowSet.WINDOW] = 1; // the first value of the future
      Changes.bridge(new RandomDraws(seed), series);
      assertThat(Arrays.copyOf(series, WindowSet.WINDOW)).containsOnly(0);

      double[] after = changed(Changes::bridge, seed);
      long filled = IntStream.range(0, 50).filter(t -> after[t] != before[t]).count();
      assertThat(filled).isBetween(1L, 15L);
      for (int t = 1; t < 50; t++) { // lines between points of a convex series stay above it
        assertThat(after[t]).isGreaterThanOrEqualTo(before[t] - 1e-9);
        assertThat(after[t + 1] - 2 * after[t] + after[t - 1]).isGreaterThan(-1e-9);
      }
      assertThat(Arrays.copyOfRange(after, 50, 60)).isEqualTo(Arrays.copyOfRange(before, 50, 60));
    }
  }

  @Test
  void noise_is_added_in_proportion_to_the_series() {
    double apart = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      double[] after = changed(Changes::noise, seed);
      apart += Math.abs(after[30] - before[30]) / Series.unit(before) / RUNS;
    }

    assertThat(apart).isBetween(0.12, 0.3); // the mean of log-uniform 0.01..1.2 is 0.25
  }
}
