package io.wavecast.trainer.mixture;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * Draws from Gaussian processes whose kernels are sums and products of simple ones: smooth, rough,
 * periodic, linear (KernelSynth in Ansari et al., "Chronos", 2024). A fixed bank of kernels is
 * factored once; a draw is one product with such a factor.
 */
final class Kernels implements Family {
  private static final int BANK = 3000;
  private static final long BANK_SEED = 99;

  /** Lower triangles, row by row, of Cholesky factors. */
  private final float[][] factors = new float[BANK][];

  Kernels() {
    RandomDraws draws = new RandomDraws(BANK_SEED);
    for (int i = 0; i < BANK; i++) {
      factors[i] = factor(covariance(draws));
    }
  }

  @Override
  public double[] draw(RandomDraws draws) {
    float[] factor = factors[draws.below(BANK)];
    double[] normal = new double[STEPS];
    Arrays.setAll(normal, t -> draws.gauss());
    double[] series = new double[STEPS];
    int at = 0;
    for (int t = 0; t < STEPS; t++) {
      for (int s = 0; s <= t; s++) {
        series[t] += factor[at++] * normal[s];
      }
    }
    return series;
  }

  /** Lower triangle of a covariance: one to three kernels, added or multiplied. */
  private static double[][] covariance(RandomDraws draws) {
    double[][] sum = new double[STEPS][STEPS];
    int terms = 1 + draws.below(3);
    for (int term = 0; term < terms; term++) {
      DoubleBinaryOperator kernel = kernel(draws);
      boolean times = term > 0 && draws.chance(0.3);
      for (int i = 0; i < STEPS; i++) {
        for (int j = 0; j <= i; j++) {
          double value = kernel.applyAsDouble(i, j);
          sum[i][j] = times ? sum[i][j] * value : sum[i][j] + value;
        }
      }
    }
    return sum;
  }

  /**
   * A covariance of two times, of any shape. Every parameter is drawn, whatever the shape uses: the
   * length that the memory reaches, the period and how round its pattern is, how many lengths a
   * rational quadratic mixes, the steps in which a line climbs by 1.
   */
  private static DoubleBinaryOperator kernel(RandomDraws draws) {
    double kind = draws.unit();
    double size = draws.logUniform(0.2, 1);
    double length = draws.logUniform(2, 60);
    double period = draws.period();
    double softness = draws.uniform(0.4, 2);
    double mixture = draws.uniform(0.3, 2);
    double slope = draws.uniform(10, 60);
    if (kind >= 0.93) {
      return (i, j) -> size * size * ((i - 20) * (j - 20) / (slope * slope));
    }
    DoubleBinaryOperator memory; // of the distance in steps and in lengths
    if (kind < 0.25) { // smooth
      memory = (steps, d) -> Math.exp(-d * d / 2);
    } else if (kind < 0.45) { // Ornstein and Uhlenbeck's: a random walk that is pulled back
      memory = (steps, d) -> Math.exp(-Math.abs(d));
    } else if (kind < 0.6) { // Matern's
      double root = Math.sqrt(3);
      memory = (steps, d) -> (1 + root * Math.abs(d)) * Math.exp(-root * Math.abs(d));
    } else if (kind < 0.85) { // a pattern that changes slowly, over three lengths
      memory =
          (steps, d) -> {
            double sine = Math.sin(Math.PI * steps / period) / softness;
            return Math.exp(-2 * sine * sine - d * d / 18);
          };
    } else { // rational quadratic
      memory = (steps, d) -> Math.pow(1 + d * d / (2 * mixture), -mixture);
    }
    return (i, j) -> size * size * memory.applyAsDouble(i - j, (i - j) / length);
  }

  /** Cholesky's factor of a covariance scaled to a mean variance of 1. */
  private static float[] factor(double[][] covariance) {
    double variance = 0;
    for (int i = 0; i < STEPS; i++) {
      variance += covariance[i][i] / STEPS;
    }
    double[][] lower = new double[STEPS][STEPS];
    float[] packed = new float[STEPS * (STEPS + 1) / 2];
    int at = 0;
    for (int i = 0; i < STEPS; i++) {
      for (int j = 0; j <= i; j++) {
        double value = covariance[i][j] / variance + (i == j ? 1e-5 : 0);
        for (int k = 0; k < j; k++) {
          value -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(Math.max(value, 1e-9)) : value / lower[j][j];
        packed[at++] = (float) lower[i][j];
      }
    }
    return packed;
  }
}
