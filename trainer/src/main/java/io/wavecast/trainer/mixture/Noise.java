package io.wavecast.trainer.mixture;

/** Noise of about unit scale. Each kind is drawn up to its share, cumulative over the kinds. */
enum Noise {
  GAUSS(0.45),
  LAPLACE(0.6),
  /** Student's t with 3 degrees of freedom. */
  HEAVY(0.72),
  UNIFORM(0.8),
  /** Log-normal, centred. */
  SKEWED(0.92),
  /** Quiet mostly, loud now and then. */
  BURSTS(1);

  private final double share;

  Noise(double share) {
    this.share = share;
  }

  /** A kind: plain noise most often. */
  static Noise any(RandomDraws draws) {
    double place = draws.unit();
    int kind = 0;
    while (place >= values()[kind].share) {
      kind++;
    }
    return values()[kind];
  }

  double draw(RandomDraws draws) {
    return switch (this) {
      case GAUSS -> draws.gauss();
      case LAPLACE -> 0.7 * draws.sign() * draws.exponential();
      case HEAVY -> heavy(draws);
      case UNIFORM -> draws.uniform(-1.7, 1.7);
      case SKEWED -> 0.6 * (Math.exp(0.8 * draws.gauss()) - 1.38);
      case BURSTS -> draws.chance(0.15) ? 2 * draws.gauss() : 0.2 * draws.gauss();
    };
  }

  private static double heavy(RandomDraws draws) {
    double square = 1e-3;
    for (int i = 0; i < 3; i++) {
      double g = draws.gauss();
      square += g * g / 3;
    }
    return 0.6 * draws.gauss() / Math.sqrt(square);
  }

  /**
   * Adds noise of one kind and of this deviation to a series.
   *
   * @param correlated the probability that it is correlated in time
   */
  static void add(RandomDraws draws, double[] series, double deviation, double correlated) {
    Noise kind = any(draws);
    double memory = draws.chance(correlated) ? draws.uniform(0, 0.9) : 0;
    double fresh = Math.sqrt(1 - memory * memory);
    double noise = 0;
    for (int t = 0; t < series.length; t++) {
      noise = memory * noise + fresh * kind.draw(draws);
      series[t] += deviation * noise;
    }
  }
}
