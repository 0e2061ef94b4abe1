package io.wavecast.trainer.mixture;

/** Families that follow a formula: sine waves and trends. */
final class Curves {
  private static final int STEPS = Family.STEPS;

  private Curves() {}

  /** One to three sine waves, some fading or growing; a third are the notebook's two waves. */
  static double[] sines(RandomDraws draws) {
    return draws.chance(0.35) ? notebook(draws) : waves(draws);
  }

  /** The notebook's formula over 60 steps, three times as large. */
  private static double[] notebook(RandomDraws draws) {
    double[] series = new double[STEPS];
    double frequency1 = 10 * draws.unit() + 10;
    double frequency2 = 20 * draws.unit() + 20;
    double offset1 = draws.unit();
    double offset2 = draws.unit();
    for (int t = 0; t < STEPS; t++) {
      double time = t / (STEPS - 1.0);
      double wave1 = 0.5 * Math.sin((time - offset1) * frequency1);
      double wave2 = 0.2 * Math.sin((time - offset2) * frequency2);
      series[t] = 3 * (wave1 + wave2 + 0.1 * (draws.unit() - 0.5));
    }
    return series;
  }

  private static double[] waves(RandomDraws draws) {
    double[] series = new double[STEPS];
    int count = 1 + draws.below(3);
    for (int i = 0; i < count; i++) {
      double step = 2 * Math.PI / draws.logUniform(3, 150);
      double phase = draws.uniform(0, 2 * Math.PI);
      double size = draws.logUniform(0.2, 1);
      double growth = draws.chance(0.2) ? draws.uniform(-0.03, 0.03) : 0;
      for (int t = 0; t < STEPS; t++) {
        series[t] += size * Math.exp(growth * (t - STEPS / 2)) * Math.sin(step * t + phase);
      }
    }
    return series;
  }

  /** Straight lines, exponential growth or decay, lines that bend. */
  static double[] trends(RandomDraws draws) {
    double kind = draws.unit();
    double slope = 0.05 * draws.gauss();
    double growth = draws.uniform(-0.04, 0.04);
    double[] series = new double[STEPS];
    double value = 0;
    for (int t = 0; t < STEPS; t++) {
      if (kind < 0.5) {
        value = slope * t;
      } else if (kind < 0.75) {
        value = Math.signum(slope) * Math.exp(growth * t);
      } else {
        slope = draws.chance(0.04) ? 0.06 * draws.gauss() : slope;
        value += slope;
      }
      series[t] = value;
    }
    return series;
  }
}
