package io.wavecast.trainer.holdouts;

import io.wavecast.trainer.mixture.RandomDraws;

/**
 * Hold-out series of machines, a value every five minutes: plain noise around a level, jobs by the
 * clock, bursts, a load that is switched on and off (all in per cent, to the nearest 0.05), and
 * counts that are 0 most of the time.
 */
final class MachineLoad {
  private enum Kind {
    PLAIN,
    JOBS,
    BURSTS,
    SWITCHED,
    COUNTS
  }

  private MachineLoad() {}

  static double[] draw(RandomDraws draws, int length) {
    Kind kind = Kind.values()[draws.below(Kind.values().length)];
    double level = draws.uniform(1, 40);
    double noise = draws.logUniform(0.01, 0.6) * 5;
    int every = 5 + draws.below(45);
    int phase = draws.below(every);
    int width = 1 + draws.below(4);
    double height = draws.logUniform(2, 60);
    double memory = draws.uniform(0.2, 0.97);
    double fresh = Math.sqrt(1 - memory * memory);
    double rate = draws.logUniform(0.01, 0.12);
    double switched = 0;
    double error = 0;
    double[] series = new double[length];
    for (int t = 0; t < length; t++) {
      error = memory * error + fresh * draws.gauss();
      double value = level + noise * error;
      if (kind == Kind.SWITCHED && draws.chance(rate * 0.4)) {
        switched = switched == 0 ? height : 0;
      }
      value +=
          switch (kind) {
            case PLAIN, COUNTS -> 0;
            case JOBS -> (t + phase) % every < width ? height * (1 + 0.1 * draws.gauss()) : 0;
            case BURSTS -> draws.chance(rate) ? height * draws.exponential() : 0;
            case SWITCHED -> switched;
          };
      series[t] = kind == Kind.COUNTS ? count(draws, height) : percent(value);
    }
    return series;
  }

  private static double count(RandomDraws draws, double height) {
    return draws.exponential() < draws.logUniform(0.05, 0.3) * 3
        ? 0
        : Math.floor(height * 0.3 * draws.exponential());
  }

  private static double percent(double value) {
    return Math.max(0, Math.min(100, Math.round(value * 20) / 20.0));
  }
}
