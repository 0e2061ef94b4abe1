package io.wavecast.trainer.mixture;

/**
 * What clocks and calendars make of measurements: a pattern of usual length whose strength wanders
 * from period to period, and in half of the series its shape too, on a level that wanders, under
 * noise.
 *
 * @param levels what the level is drawn from
 */
record Structural(Family levels) implements Family {
  private static final int[] PERIODS = {24, 24, 24, 24, 24, 24, 12, 7, 7, 48, 30, 10, 20, 52, 52};

  @Override
  public double[] draw(RandomDraws draws) {
    int period = PERIODS[draws.below(PERIODS.length)];
    double[] pattern = smoothPattern(draws, period);
    double[] series = levels.draw(draws);
    double share = draws.logUniform(0.05, 1.5) / Series.unit(series);
    double steadiness = draws.uniform(0.5, 1);
    double restlessness = draws.uniform(0, 0.4);
    double change = draws.chance(0.5) ? draws.uniform(0, 0.5) : 0;
    double noise = draws.logUniform(0.02, 0.7);
    Noise kind = Noise.any(draws);
    double strength = 1;
    int at = draws.below(period);
    for (int t = 0; t < STEPS; t++, at++) {
      if (at % period == 0) {
        strength = 1 + steadiness * (strength - 1) + restlessness * draws.gauss();
        if (change > 0) {
          bend(draws, pattern, change);
        }
      }
      series[t] = share * series[t] + strength * pattern[at % period] + noise * kind.draw(draws);
    }
    return series;
  }

  /** Adds a wave of this size to a pattern. */
  private static void bend(RandomDraws draws, double[] pattern, double size) {
    double amplitude = size * draws.gauss();
    double phase = draws.uniform(0, 2 * Math.PI);
    int harmonic = 1 + draws.below(3);
    for (int t = 0; t < pattern.length; t++) {
      pattern[t] += amplitude * Math.sin(2 * Math.PI * harmonic * t / pattern.length + phase);
    }
  }

  /** Two to five harmonics and some roughness, of deviation 1. */
  private static double[] smoothPattern(RandomDraws draws, int period) {
    double[] pattern = new double[period];
    int count = 2 + draws.below(4);
    for (int h = 1; h <= count; h++) {
      double size = draws.gauss() / h;
      double phase = draws.uniform(0, 2 * Math.PI);
      for (int t = 0; t < period; t++) {
        pattern[t] += size * Math.sin(2 * Math.PI * h * t / period + phase);
      }
    }
    double rough = draws.uniform(0, 0.4) * Series.deviation(pattern);
    for (int t = 0; t < period; t++) {
      pattern[t] += rough * draws.gauss();
    }
    Series.normalise(pattern);
    return pattern;
  }
}
