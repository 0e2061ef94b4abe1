package io.wavecast.lab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Computes the least error that a forecast of the notebook's series can have: the variance of the
 * noise, and that of the curve in its posterior, given the 50 values before.
 *
 * <p>A curve is {@code 0.5 sin(w1 (t - MIDDLE) + p1) + 0.2 sin(w2 (t - MIDDLE) + p2)}. The
 * posterior is the prior over all curves that are at most 0.05 from each of the 50 values. The
 * curve that made the values is a draw from it, so a chain that starts there is in equilibrium at
 * once, and half of the mean squared distance of two independent draws is the variance.
 */
class FloorTest {
  private static final double FLOOR = 0.00092;
  private static final int SERIES = 1000;
  private static final int WINDOW = 50;
  private static final int ALL = 60;
  private static final double MIDDLE = 49.0 / 59 / 2;
  private static final double NOISE = 0.05;

  /** Steps of a chain; those of its second half are far from its start. */
  private static final int STEPS = 400;

  /** Widths within which w1, p1, w2 and p2 are sought. */
  private static final double[] WIDTHS = {0.5, 0.15, 1.2, 0.4};

  private final Random random = new Random(1);

  @Test
  void the_floor_of_ten_steps_is_the_noise_and_what_fifty_values_leave_open() {
    double variance = 0;
    for (int series = 0; series < SERIES; series++) {
      variance += varianceAhead() / SERIES;
    }

    assertThat(NOISE * NOISE / 3 + variance).isCloseTo(FLOOR, within(0.00001));
  }

  /** The mean variance of the ten values ahead of a new series, without their noise. */
  private double varianceAhead() {
    double w1 = 10 + 10 * random.nextDouble();
    double w2 = 20 + 20 * random.nextDouble();
    double[] truth = {
      w1, w1 * (MIDDLE - random.nextDouble()), w2, w2 * (MIDDLE - random.nextDouble())
    };
    double[] values = new double[WINDOW];
    for (int i = 0; i < WINDOW; i++) {
      values[i] = curve(truth, i) + NOISE * (2 * random.nextDouble() - 1);
    }
    double[] draw = truth.clone();
    double sum = 0;
    for (int step = 0; step < STEPS; step++) {
      draw = next(draw, values);
      if (step >= STEPS / 2) {
        for (int i = WINDOW; i < ALL; i++) {
          double distance = curve(draw, i) - curve(truth, i);
          sum += distance * distance / 2;
        }
      }
    }
    return sum / (STEPS - STEPS / 2) / (ALL - WINDOW);
  }

  /** A step of slice sampling along a random direction: Neal, Annals of Statistics 31, 2003. */
  private double[] next(double[] from, double[] values) {
    double[] direction = new double[from.length];
    for (int k = 0; k < direction.length; k++) {
      direction[k] = WIDTHS[k] * random.nextGaussian();
    }
    double level = random.nextDouble() * density(from, values);
    double low = -random.nextDouble();
    double high = low + 1;
    while (true) {
      double along = low + (high - low) * random.nextDouble();
      double[] to = from.clone();
      for (int k = 0; k < to.length; k++) {
        to[k] += along * direction[k];
      }
      if (density(to, values) > level) {
        return to;
      }
      if (along < 0) {
        low = along;
      } else {
        high = along;
      }
    }
  }

  /** The posterior, but for a factor. */
  private static double density(double[] curve, double[] values) {
    double prior = prior(curve[0], curve[1], 10) * prior(curve[2], curve[3], 20);
    if (prior > 0) {
      for (int i = 0; i < WINDOW; i++) {
        if (Math.abs(curve(curve, i) - values[i]) > NOISE) {
          return 0;
        }
      }
    }
    return prior;
  }

  /**
   * Of a wave: w is uniform in [least, 2 least], the offset MIDDLE - (p + 2 pi k) / w in [0, 1].
   */
  private static double prior(double w, double p, double least) {
    double turns = (w * MIDDLE - p) / (2 * Math.PI);
    double offsets = Math.floor(turns) - Math.ceil(turns - w / (2 * Math.PI)) + 1;
    return w < least || w > 2 * least ? 0 : offsets / w;
  }

  private static double curve(double[] curve, int i) {
    double t = i / 59.0 - MIDDLE;
    return 0.5 * Math.sin(curve[0] * t + curve[1]) + 0.2 * Math.sin(curve[2] * t + curve[3]);
  }
}
