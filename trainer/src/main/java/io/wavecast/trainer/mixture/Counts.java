package io.wavecast.trainer.mixture;

/** Counts: Poisson around a mean that is seasonal, wanders or stays, sometimes mostly zero. */
final class Counts implements Family {
  private final Family seasonal;
  private final Family levels;

  Counts(Family seasonal, Family levels) {
    this.seasonal = seasonal;
    this.levels = levels;
  }

  @Override
  public double[] draw(RandomDraws draws) {
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
