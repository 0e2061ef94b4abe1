package io.wavecast.trainer.mixture;

import java.util.Arrays;

/** Families in which something happens now and then: jumps, spikes, counted events. */
final class Events {
  private static final int STEPS = Family.STEPS;
  private static final double SPIKE = 3;

  private Events() {}

  /** Flat pieces: a level that jumps and stays, jumps and comes back, or one of two. */
  static double[] shifts(RandomDraws draws) {
    double rate = draws.logUniform(0.005, 0.25);
    double base = draws.gauss();
    double returns = draws.chance(0.4) ? draws.uniform(0.1, 0.7) : 0;
    boolean two = draws.chance(0.35);
    double other = 2 * draws.gauss();
    double[] series = new double[STEPS];
    double level = base;
    for (int t = 0; t < STEPS; t++) {
      if (level != base && draws.chance(returns)) {
        level = base;
      } else if (draws.chance(rate)) {
        if (two) {
          level = level == base ? other : base;
        } else {
          level = returns > 0 ? base + 2 * draws.gauss() : level + draws.gauss();
        }
      }
      series[t] = level;
    }
    return series;
  }

  /**
   * Machines that are switched: flat pieces without any noise at two or three levels, each for a
   * set time or for a random one, joined by jumps or by ramps.
   */
  static double[] plateaus(RandomDraws draws) {
    double[] levels = new double[2 + draws.below(2)];
    Arrays.setAll(levels, i -> draws.gauss());
    double length = draws.logUniform(4, 120);
    boolean onSchedule = draws.chance(0.5);
    int ramp = draws.chance(0.25) ? 1 + draws.below(8) : 1;
    double[] series = new double[STEPS];
    int at = draws.below(levels.length);
    double left = length * draws.unit();
    double value = levels[at];
    double climb = 0;
    int climbing = 0;
    for (int t = 0; t < STEPS; t++) {
      if (left <= 0) {
        at = (at + 1 + draws.below(levels.length - 1)) % levels.length;
        climb = (levels[at] - value) / ramp;
        climbing = ramp;
        left += Math.max(ramp + 1, onSchedule ? length : length * draws.exponential());
      }
      if (climbing > 0) {
        climbing--;
        value = climbing == 0 ? levels[at] : value + climb;
      }
      series[t] = value;
      left--;
    }
    return series;
  }

  /** Spikes at random or regular steps, which vanish at once or fade. */
  static double[] spikes(RandomDraws draws) {
    double rate = draws.logUniform(0.02, 0.3);
    double fading = draws.chance(0.5) ? 0 : draws.uniform(0.2, 0.9);
    boolean heavy = draws.chance(0.5);
    boolean bothWays = draws.chance(0.15);
    int every = draws.chance(0.3) ? 2 + draws.below(24) : 0;
    int phase = every > 0 ? draws.below(every) : 0;
    double[] series = new double[STEPS];
    double value = 0;
    for (int t = 0; t < STEPS; t++) {
      value *= fading;
      boolean now = every > 0 ? (t + phase) % every == 0 && draws.chance(0.92) : draws.chance(rate);
      if (now) {
        double size = SPIKE * (heavy ? draws.exponential() : draws.uniform(0.7, 1.3));
        value += bothWays ? draws.sign() * size : size;
      }
      series[t] = value;
    }
    if (draws.chance(0.8)) {
      Noise.add(draws, series, draws.logUniform(0.02, 0.6), 0.25);
    }
    return series;
  }

  /** Counts: Poisson around a mean that is seasonal, wanders or stays, sometimes mostly zero. */
  static double[] counts(Family seasonal, Family levels, RandomDraws draws) {
    double kind = draws.unit();
    double[] course =
        kind < 0.4 ? seasonal.draw(draws) : kind < 0.7 ? levels.draw(draws) : new double[STEPS];
    double base = Math.log(draws.logUniform(0.1, 100));
    double depth = draws.uniform(0.1, 0.8);
    double zeros = draws.chance(0.25) ? draws.uniform(0.2, 0.8) : 0;
    double spread = draws.chance(0.4) ? draws.uniform(0.1, 0.8) : 0;
    double[] series = new double[STEPS];
    for (int t = 0; t < STEPS; t++) {
      double part = Math.max(-3, Math.min(3, course[t]));
      double mean = Math.exp(Math.min(7, base + depth * part + spread * draws.gauss()));
      series[t] = draws.chance(zeros) ? 0 : draws.poisson(mean);
    }
    return series;
  }
}
