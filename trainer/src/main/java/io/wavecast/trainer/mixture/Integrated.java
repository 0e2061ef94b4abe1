package io.wavecast.trainer.mixture;

/**
 * ARIMA with drawn coefficients: up to two of each kind, up to two sums, drift in some.
 * Coefficients are drawn as partial autocorrelations, so each process is stationary before it is
 * summed (Barndorff-Nielsen and Schou, 1973).
 */
final class Integrated implements Family {
  private static final int BURN_IN = 30;

  /** Shares of series without a sum, and with one at most. */
  private static final double STATIONARY = 0.2;

  private static final double ONE_SUM = 0.75;

  @Override
  public double[] draw(RandomDraws draws) {
    double kind = draws.unit();
    int sums = kind < STATIONARY ? 0 : kind < ONE_SUM ? 1 : 2;
    double[] own = draws.chance(0.6) ? coefficients(draws, 0) : new double[2];
    double[] past = draws.chance(0.7) ? coefficients(draws, sums) : new double[2];
    double drift = sums > 0 && draws.chance(0.4) ? draws.gauss() * draws.logUniform(0.02, 0.6) : 0;
    double[] series = stationary(draws, own, past);
    for (int i = 0; i < sums; i++) {
      sum(series, i == sums - 1 ? drift : 0);
    }
    Series.normalise(series);
    return series;
  }

  /**
   * The values before they are summed.
   *
   * @param own factors of the last two values
   * @param past factors of the last two errors, subtracted
   */
  private static double[] stationary(RandomDraws draws, double[] own, double[] past) {
    Noise noise = Noise.any(draws);
    double[] series = new double[STEPS];
    double last = 0;
    double before = 0;
    double error = 0;
    double former = 0;
    for (int t = -BURN_IN; t < STEPS; t++) {
      double now = noise.draw(draws);
      double value = own[0] * last + own[1] * before + now - past[0] * error - past[1] * former;
      before = last;
      last = value;
      former = error;
      error = now;
      if (t >= 0) {
        series[t] = value;
      }
    }
    return series;
  }

  private static void sum(double[] series, double drift) {
    double sum = 0;
    for (int t = 0; t < STEPS; t++) {
      sum += series[t] + drift;
      series[t] = sum;
    }
  }

  /** Two factors. Those of errors that are summed are mostly near 1, as levels are. */
  private static double[] coefficients(RandomDraws draws, int sums) {
    double first;
    if (sums == 0) {
      first = draws.uniform(-0.9, 0.95);
    } else {
      first = draws.chance(0.7) ? draws.uniform(0, 0.99) : draws.uniform(-0.6, 0.6);
    }
    double second = draws.chance(0.5) ? draws.uniform(-0.7, 0.7) : 0;
    if (sums == 2) {
      first = 0.15 + draws.uniform(0.5, 1.6) / 2;
      second = -draws.uniform(0.2, 0.9);
    }
    return new double[] {first * (1 - second), second};
  }
}
