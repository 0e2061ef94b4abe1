package io.wavecast.trainer.mixture;

/** Flat pieces: a level that jumps and stays, jumps and comes back, or one of two. */
final class Shifts implements Family {

  @Override
  public double[] draw(RandomDraws draws) {
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
}
