package io.wavecast.trainer.mixture;

import java.util.Arrays;

/** Figures of a series. */
final class Series {
  private Series() {}

  /** The standard deviation; 0 for a flat series. */
  static double deviation(double[] series) {
    double mean = 0;
    for (double value : series) {
      mean += value / series.length;
    }
    double variance = 0;
    for (double value : series) {
      variance += (value - mean) * (value - mean) / series.length;
    }
    return Math.sqrt(variance);
  }

  /** The deviation as a unit: 1 for a flat series. */
  static double unit(double[] series) {
    double deviation = deviation(series);
    return deviation > 0 ? deviation : 1;
  }

  /** Scales a series to a deviation of 1, in place; a flat one stays as it is. */
  static void normalise(double[] series) {
    double unit = unit(series);
    Arrays.setAll(series, t -> series[t] / unit);
  }
}
