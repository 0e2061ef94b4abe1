package io.wavecast.trainer.mixture;

/** Levels that wander: random walk, local level, AR(1), AR(2) that swings, damped trend. */
final class Levels implements Family {
  private static final int BURN_IN = 20;

  @Override
  public double[] draw(RandomDraws draws) {
    double kind = draws.unit();
    if (kind < 0.2) {
      return firstOrder(draws, Noise.any(draws), 1, 0.3, 0);
    }
    if (kind < 0.5) {
      return localLevel(draws);
    }
    if (kind < 0.8) {
      return firstOrder(draws);
    }
    return kind < 0.9 ? secondOrder(draws) : dampedTrend(draws);
  }

  /** A random walk seen through noise. */
  private static double[] localLevel(RandomDraws draws) {
    Noise noise = Noise.any(draws);
    double ratio = draws.logUniform(0.01, 1);
    double[] series = new double[STEPS];
    double level = 0;
    for (int t = 0; t < STEPS; t++) {
      level += ratio * draws.gauss();
      series[t] = level + noise.draw(draws);
    }
    return series;
  }

  /** AR(1) whose memory is long in half of the series. */
  private static double[] firstOrder(RandomDraws draws) {
    Noise noise = Noise.any(draws);
    double memory = draws.chance(0.5) ? draws.uniform(0.5, 1) : draws.uniform(-0.2, 0.95);
    double fresh = Math.sqrt(Math.max(0.02, 1 - memory * memory));
    return firstOrder(draws, noise, memory, fresh, draws.gauss());
  }

  /** {@code value = memory value + fresh noise}; with memory 1 a random walk. */
  private static double[] firstOrder(
      RandomDraws draws, Noise noise, double memory, double fresh, double start) {
    double[] series = new double[STEPS];
    double value = start;
    for (int t = 0; t < STEPS; t++) {
      value = memory * value + fresh * noise.draw(draws);
      series[t] = value;
    }
    return series;
  }

  /** A pendulum that is pushed at random. */
  private static double[] secondOrder(RandomDraws draws) {
    double memory = draws.uniform(0.6, 0.99);
    double swing = 2 * memory * Math.cos(2 * Math.PI / draws.logUniform(4, 60));
    double[] series = new double[STEPS];
    double last = 0;
    double before = 0;
    for (int t = -BURN_IN; t < STEPS; t++) {
      double value = swing * last - memory * memory * before + 0.3 * draws.gauss();
      before = last;
      last = value;
      if (t >= 0) {
        series[t] = value;
      }
    }
    return series;
  }

  private static double[] dampedTrend(RandomDraws draws) {
    double damping = draws.uniform(0.85, 1);
    double slope = 0.05 * draws.gauss();
    double[] series = new double[STEPS];
    double value = 0;
    for (int t = 0; t < STEPS; t++) {
      slope = damping * slope + 0.03 * draws.gauss();
      value += slope;
      series[t] = value;
    }
    return series;
  }
}
