package io.wavecast.trainer.mixture;

/** Straight lines, exponential growth or decay, lines that bend. */
final class Trends implements Family {

  @Override
  public double[] draw(RandomDraws draws) {
    double kind = draws.unit();
    double slope = 0.05 * draws.gauss();
    double growth = draws.uniform(-0.04, 0.04);
    double[] series = new double[STEPS];
    double value = 0;
    for (int t = 0; t < STEPS; t++) {
      if (kind < 0.5) {
        series[t] = slope * t;
      } else if (kind < 0.75) {
        series[t] = Math.signum(slope) * Math.exp(growth * t);
      } else {
        if (draws.chance(0.04)) {
          slope = 0.06 * draws.gauss();
        }
        value += slope;
        series[t] = value;
      }
    }
    return series;
  }
}
