package io.wavecast.trainer.mixture;

import java.util.Arrays;

/**
 * What people and machines do by the clock, measured without much noise: a pattern of any shape
 * that comes again nearly as it was, on days of two kinds, a little stronger or weaker each time,
 * on a level that drifts.
 *
 * @param levels what the level is drawn from
 */
record Clockwork(Family levels) implements Family {
  private static final int[] PERIODS = {
    24, 24, 24, 24, 24, 24, 24, 24, 12, 12, 12, 7, 7, 4, 48, 6, 8, 10, 14, 15, 16, 20, 28, 30
  };

  @Override
  public double[] draw(RandomDraws draws) {
    int period = draws.chance(0.9) ? PERIODS[draws.below(PERIODS.length)] : 3 + draws.below(28);
    double[] pattern = pattern(draws, period);
    double[] other = pattern;
    if (draws.chance(0.5)) {
      double[] rest = pattern(draws, period);
      double share = draws.uniform(0.05, 0.7);
      double less = draws.uniform(0.5, 1.05);
      other = new double[period];
      for (int t = 0; t < period; t++) {
        other[t] = less * ((1 - share) * pattern[t] + share * rest[t]);
      }
    }
    double[] level = levels.draw(draws);
    double wander = draws.chance(0.5) ? draws.logUniform(0.01, 0.5) / Series.unit(level) : 0;
    double spread = draws.logUniform(0.003, 0.2);
    double jump = draws.logUniform(0.003, 0.2);
    double keeps = draws.uniform(0.3, 1);
    double growth = draws.chance(0.3) ? 0.004 * draws.gauss() : 0;
    double slope = draws.chance(0.5) ? 0.01 * draws.gauss() : 0;
    double noise = draws.logUniform(0.001, 0.3);
    Noise kind = Noise.any(draws);
    double memory = draws.chance(0.6) ? draws.uniform(0, 0.98) : 0;
    double fresh = Math.sqrt(1 - memory * memory);
    boolean louder = draws.chance(0.3);
    double base = louder ? 1 - Arrays.stream(pattern).min().orElse(0) : 0;
    int workdays = draws.chance(0.7) ? 5 : 1 + draws.below(6);
    int at = draws.below(7 * period);
    double strength = 1;
    double lift = 0;
    double error = 0;
    double[] series = new double[STEPS];
    for (int t = 0; t < STEPS; t++, at++) {
      if (t == 0 || at % period == 0) {
        strength = 1 + keeps * (strength - 1) + spread * draws.gauss();
        lift = keeps * lift + jump * draws.gauss();
      }
      error = memory * error + fresh * kind.draw(draws);
      double[] today = (at / period) % 7 < workdays ? pattern : other;
      double value = strength * Math.exp(growth * t) * (today[at % period] + base);
      double noisy = noise * error * (louder ? Math.max(0.1, value) : 1);
      series[t] = value + lift + slope * t + wander * level[t] + noisy;
    }
    return series;
  }

  /** Of deviation 1: hills and valleys around the clock, any of the other seasonal patterns. */
  private static double[] pattern(RandomDraws draws, int period) {
    double[] pattern = draws.chance(0.55) ? hills(draws, period) : Seasonal.pattern(draws, period);
    double rough = draws.chance(0.4) ? draws.uniform(0, 0.4) * Series.unit(pattern) : 0;
    Arrays.setAll(pattern, t -> pattern[t] + rough * draws.gauss());
    Series.normalise(pattern);
    return pattern;
  }

  private static double[] hills(RandomDraws draws, int period) {
    double[] pattern = new double[period];
    int count = 1 + draws.below(5);
    double upward = draws.uniform(0.5, 1);
    for (int i = 0; i < count; i++) {
      double top = draws.uniform(0, period);
      double width = period * draws.logUniform(0.02, 0.3);
      double height = draws.uniform(0.2, 1) * (draws.chance(upward) ? 1 : -1);
      boolean pointed = draws.chance(0.25);
      for (int t = 0; t < period; t++) {
        double away = Math.abs(t - top);
        double far = Math.min(away, period - away) / width;
        pattern[t] += height * Math.exp(pointed ? -far : -far * far / 2);
      }
    }
    return pattern;
  }
}
