package io.wavecast.trainer.mixture;

import java.util.Arrays;

/**
 * One pattern again and again: harmonics, any shape, on and off, a pulse a period. Unless it is a
 * steady one, half of the series vary in strength from period to period; some skip a beat.
 *
 * @param steady true for patterns that repeat exactly
 */
record Seasonal(boolean steady) implements Family {

  @Override
  public double[] draw(RandomDraws draws) {
    int period = draws.period();
    double[] pattern = pattern(draws, period);
    double drift = steady || draws.chance(0.5) ? 0 : draws.uniform(0, 0.3);
    boolean skips = !steady && draws.chance(0.15);
    double strength = 1;
    double[] series = new double[STEPS];
    int at = draws.below(period);
    for (int t = 0; t < STEPS; t++, at++) {
      if (at % period == 0) {
        strength = 1 + drift * draws.gauss();
        if (skips && draws.chance(0.25)) {
          at++;
        }
      }
      series[t] = strength * pattern[at % period];
    }
    return series;
  }

  static double[] pattern(RandomDraws draws, int period) {
    double kind = draws.unit();
    if (kind < 0.5) {
      return harmonics(draws, period);
    }
    if (kind < 0.7) {
      return anyShape(draws, period);
    }
    return kind < 0.85 ? onAndOff(draws, period) : pulse(draws, period);
  }

  private static double[] harmonics(RandomDraws draws, int period) {
    double[] pattern = new double[period];
    int count = 1 + draws.below(Math.max(1, Math.min(5, period / 2)));
    for (int h = 1; h <= count; h++) {
      double sine = draws.gauss() / h;
      double cosine = draws.gauss() / h;
      for (int t = 0; t < period; t++) {
        double angle = 2 * Math.PI * h * t / period;
        pattern[t] += sine * Math.sin(angle) + cosine * Math.cos(angle);
      }
    }
    return pattern;
  }

  private static double[] anyShape(RandomDraws draws, int period) {
    double[] pattern = new double[period];
    Arrays.setAll(pattern, t -> draws.gauss());
    int smoothings = draws.below(4);
    for (int k = 0; k < smoothings; k++) {
      double first = pattern[0];
      for (int t = 0; t < period; t++) {
        pattern[t] = 0.5 * (pattern[t] + (t + 1 < period ? pattern[t + 1] : first));
      }
    }
    double loss = Math.sqrt(Math.pow(0.5, smoothings));
    Arrays.setAll(pattern, t -> pattern[t] / loss);
    return pattern;
  }

  /** Working hours. */
  private static double[] onAndOff(RandomDraws draws, int period) {
    double[] pattern = new double[period];
    int on = 1 + draws.below(period - 1);
    boolean arched = draws.chance(0.4) && period > 6;
    for (int t = 0; t < period; t++) {
      pattern[t] = t < on ? 1 : -1;
      if (arched) {
        pattern[t] += 0.5 * Math.sin(Math.PI * Math.min(t, on) / on);
      }
    }
    return pattern;
  }

  private static double[] pulse(RandomDraws draws, int period) {
    double[] pattern = new double[period];
    int width = 1 + draws.below(Math.max(1, Math.min(3, period / 3)));
    for (int t = 0; t < width; t++) {
      pattern[t] = 3 * (draws.chance(0.8) ? 1 : -1);
    }
    return pattern;
  }
}
