package io.wavecast.trainer.mixture;

import io.wavecast.trainer.data.WindowSet;
import java.util.Arrays;

/** What happens to series on their way into a topic, in place. */
final class Changes {
  private Changes() {}

  /** Noise of one kind, up to 1.2 times as large as the series. */
  static void noise(RandomDraws draws, double[] series) {
    Noise.add(draws, series, draws.logUniform(0.01, 1.2) * Series.unit(series), 0.25);
  }

  /** Exponent, square, floor or clipping of the standardised series. */
  static void bend(RandomDraws draws, double[] series) {
    double kind = draws.unit();
    double middle = series[draws.below(series.length)];
    double factor = draws.uniform(0.3, 1.2) / Series.unit(series);
    Arrays.setAll(series, t -> bent(kind, (series[t] - middle) * factor));
  }

  private static double bent(double kind, double v) {
    if (kind < 0.5) {
      return Math.exp(Math.min(8, v));
    }
    if (kind < 0.65) {
      return v * v;
    }
    return kind < 0.85 ? Math.max(0, v) : Math.max(-0.3, Math.min(0.3, v));
  }

  /** Noise that is louder where the level is high. */
  static void multiply(RandomDraws draws, double[] series) {
    double size = draws.uniform(0.05, 0.4);
    Arrays.setAll(series, t -> series[t] * Math.exp(size * draws.gauss()));
  }

  static void outliers(RandomDraws draws, double[] series) {
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
  static void round(RandomDraws draws, double[] series) {
    double grain = draws.logUniform(0.05, 1.5) * Series.unit(series);
    Arrays.setAll(series, t -> Math.rint(series[t] / grain) * grain);
  }

  /** Values that repeat until the next one is measured. */
  static void hold(RandomDraws draws, double[] series) {
    double chance = draws.uniform(0.2, 0.8);
    for (int t = 1; t < series.length; t++) {
      series[t] = draws.chance(chance) ? series[t - 1] : series[t];
    }
  }

  /** Gaps of up to five steps inside the window, filled in a straight line as serving does. */
  static void bridge(RandomDraws draws, double[] series) {
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

  /** Upside down. */
  static void flip(RandomDraws draws, double[] series) {
    Arrays.setAll(series, t -> -series[t]);
  }

  /** Backwards in time. */
  static void reverse(RandomDraws draws, double[] series) {
    double[] forwards = series.clone();
    Arrays.setAll(series, t -> forwards[series.length - 1 - t]);
  }
}
