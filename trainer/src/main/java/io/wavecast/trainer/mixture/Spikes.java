package io.wavecast.trainer.mixture;

/** Spikes at random or regular steps, which vanish at once or fade. */
final class Spikes implements Family {
  private static final double SIZE = 3;

  @Override
  public double[] draw(RandomDraws draws) {
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
        double size = SIZE * (heavy ? draws.exponential() : draws.uniform(0.7, 1.3));
        value += bothWays ? draws.sign() * size : size;
      }
      series[t] = value;
    }
    if (draws.chance(0.8)) {
      Noise.add(draws, series, draws.logUniform(0.02, 0.6));
    }
    return series;
  }
}
