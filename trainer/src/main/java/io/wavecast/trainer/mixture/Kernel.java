package io.wavecast.trainer.mixture;

/**
 * A covariance function of two times.
 *
 * @param variance variance, for all shapes but the line
 * @param length how far memory reaches, in steps
 * @param period steps of a period
 * @param softness how round a periodic shape is
 * @param mixture how many lengths a rational quadratic mixes
 * @param slope steps in which a line climbs by 1
 */
record Kernel(
    Shape shape,
    double variance,
    double length,
    double period,
    double softness,
    double mixture,
    double slope) {

  enum Shape {
    SMOOTH,
    /** Ornstein and Uhlenbeck's: a random walk that is pulled back. */
    ROUGH,
    MATERN,
    PERIODIC,
    RATIONAL,
    LINE
  }

  static Kernel any(RandomDraws draws) {
    double q = draws.unit();
    Shape shape =
        q < 0.25
            ? Shape.SMOOTH
            : q < 0.45
                ? Shape.ROUGH
                : q < 0.6
                    ? Shape.MATERN
                    : q < 0.85 ? Shape.PERIODIC : q < 0.93 ? Shape.RATIONAL : Shape.LINE;
    double size = draws.logUniform(0.2, 1);
    return new Kernel(
        shape,
        size * size,
        draws.logUniform(2, 60),
        draws.period(),
        draws.uniform(0.4, 2),
        draws.uniform(0.3, 2),
        draws.uniform(10, 60));
  }

  double at(int i, int j) {
    double d = (i - j) / length;
    return variance
        * switch (shape) {
          case SMOOTH -> Math.exp(-d * d / 2);
          case ROUGH -> Math.exp(-Math.abs(d));
          case MATERN -> (1 + Math.sqrt(3) * Math.abs(d)) * Math.exp(-Math.sqrt(3) * Math.abs(d));
          case PERIODIC -> periodic(i - j, d);
          case RATIONAL -> Math.pow(1 + d * d / (2 * mixture), -mixture);
          case LINE -> (i - 20) * (j - 20) / (slope * slope);
        };
  }

  /** A pattern that changes slowly, over three lengths. */
  private double periodic(int steps, double d) {
    double sine = Math.sin(Math.PI * steps / period) / softness;
    return Math.exp(-2 * sine * sine - d * d / 18);
  }
}
