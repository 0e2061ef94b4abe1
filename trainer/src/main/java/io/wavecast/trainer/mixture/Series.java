package io.wavecast.trainer.mixture;

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
}
