package io.wavecast.trainer.mixture;

import io.wavecast.trainer.data.WindowSet;

/** What happens to series on their way into a topic, each with its own probability, in place. */
final class Changes {
  private final RandomDraws draws;

  Changes(RandomDraws draws) {
    this.draws = draws;
  }

  /** Exponent, square, floor or clipping of the standardised series. */
  void bend(double[] series) {
    double kind = draws.unit();
    double middle = series[draws.below(series.length)];
    double factor = draws.uniform(0.3, 1.2) / Series.unit(series);
    for (int t = 0; t < series.length; t++) {
      double v = (series[t] - middle) * factor;
      if (kind < 0.5) {
        series[t] = Math.exp(Math.min(8, v));
      } else if (kind < 0.65) {
        series[t] = v * v;
      } else if (kind < 0.85) {
        series[t] = Math.max(0, v);
      } else {
        series[t] = Math.max(-0.3, Math.min(0.3, v));
      }
    }
  }

  /** Noise that is louder where the level is high. */
  void multiply(double[] series) {
    double size = draws.uniform(0.05, 0.4);
    for (int t = 0; t < series.length; t++) {
      series[t] *= Math.exp(size * draws.gauss());
    }
  }

  void outliers(double[] series) {
    double rate = draws.uniform(0.01, 0.06);
    double size = 5 * Series.unit(series);
    boolean upOnly = draws.chance(0.7);
    for (int t = 0; t < series.length; t++) {
      if (draws.chance(rate)) {
        series[t] += size * draws.exponential() * (upOnly ? 1 : draws.sign());
      }
    }
  }

  /** Few distinct values, as sensors and percentages have. */
  void round(double[] series) {
    double grain = draws.logUniform(0.05, 1.5) * Series.unit(series);
    for (int t = 0; t < series.length; t++) {
      series[t] = Math.rint(series[t] / grain) * grain;
    }
  }

  /** Values that repeat until the next one is measured. */
  void hold(double[] series) {
    double chance = draws.uniform(0.2, 0.8);
    for (int t = 1; t < series.length; t++) {
      if (draws.chance(chance)) {
        series[t] = series[t - 1];
      }
    }
  }

  /** Gaps of up to five steps inside the window, filled in a straight line as serving does. */
  void bridge(double[] series) {
    int gaps = 1 + draws.below(3);
    for (int gap = 0; gap < gaps; gap++) {
      int missing = 1 + draws.below(5);
      int from = draws.below(WindowSet.WINDOW - missing - 1);
      double slope = (series[from + missing + 1] - series[from]) / (missing + 1);
      for (int k = 1; k <= missing; k++) {
        series[from + k] = series[from] + k * slope;
      }
    }
  }

  void flip(double[] series) {
    for (int t = 0; t < series.length; t++) {
      series[t] = -series[t];
    }
  }

  void reverse(double[] series) {
    for (int i = 0, j = series.length - 1; i < j; i++, j--) {
      double value = series[i];
      series[i] = series[j];
      series[j] = value;
    }
  }
}
