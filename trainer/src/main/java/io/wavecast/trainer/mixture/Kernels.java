package io.wavecast.trainer.mixture;

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
    for (int t = 0; t < STEPS; t++) {
      normal[t] = draws.gauss();
    }
    double[] series = new double[STEPS];
    int at = 0;
    for (int t = 0; t < STEPS; t++) {
      double value = 0;
      for (int s = 0; s <= t; s++) {
        value += factor[at++] * normal[s];
      }
      series[t] = value;
    }
    return series;
  }

  /** Lower triangle of a covariance: one to three kernels, added or multiplied. */
  private static double[][] covariance(RandomDraws draws) {
    double[][] sum = new double[STEPS][STEPS];
    int terms = 1 + draws.below(3);
    for (int term = 0; term < terms; term++) {
      Kernel kernel = Kernel.any(draws);
      boolean times = term > 0 && draws.chance(0.3);
      for (int i = 0; i < STEPS; i++) {
        for (int j = 0; j <= i; j++) {
          double value = kernel.at(i, j);
          sum[i][j] = times ? sum[i][j] * value : sum[i][j] + value;
        }
      }
    }
    return sum;
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
