package io.wavecast.lab.classical;

import java.util.Arrays;

/** Line and season of a few values. */
final class Classical {
  private Classical() {}

  /** Slope of the line of least squares through values one step apart. */
  static double slope(double[] x) {
    double middle = (x.length - 1) / 2.0;
    double mean = Arrays.stream(x).average().orElse(0);
    double up = 0;
    double squares = 0;
    for (int t = 0; t < x.length; t++) {
      up += (t - middle) * (x[t] - mean);
      squares += (t - middle) * (t - middle);
    }
    return squares == 0 ? 0 : up / squares;
  }

  /**
   * Seasonal values by the classical decomposition: means, by phase, of what is left beside a
   * centred moving average; their mean is 0, or 1 for ratios.
   *
   * @param period at least 2, and at most half of the values
   */
  static double[] season(double[] x, int period, boolean isRatio) {
    double[] sums = new double[period];
    int[] counts = new int[period];
    int half = period / 2;
    for (int t = half; t < x.length - half; t++) {
      double sum = 0;
      for (int i = t - half; i <= t + half; i++) {
        boolean end = period % 2 == 0 && (i == t - half || i == t + half);
        sum += end ? x[i] / 2 : x[i];
      }
      double level = sum / period;
      sums[t % period] += isRatio ? x[t] / level : x[t] - level;
      counts[t % period]++;
    }
    double[] season = new double[period];
    for (int i = 0; i < period; i++) {
      season[i] = counts[i] == 0 ? isRatio ? 1 : 0 : sums[i] / counts[i];
    }
    double mean = Arrays.stream(season).average().orElse(0);
    for (int i = 0; i < period; i++) {
      season[i] = isRatio ? season[i] / mean : season[i] - mean;
    }
    return season;
  }

  /** Whether values a period apart are alike, at the level of 90 %. */
  static boolean isSeasonal(double[] x, int period) {
    if (period < 2 || x.length < 2 * period) {
      return false;
    }
    double squares = 0;
    for (int lag = 1; lag < period; lag++) {
      squares += Math.pow(correlation(x, lag), 2);
    }
    double limit = 1.645 * Math.sqrt((1 + 2 * squares) / x.length);
    return Math.abs(correlation(x, period)) > limit;
  }

  private static double correlation(double[] x, int lag) {
    double mean = Arrays.stream(x).average().orElse(0);
    double together = 0;
    double alone = 0;
    for (int t = 0; t < x.length; t++) {
      alone += (x[t] - mean) * (x[t] - mean);
      together += t < lag ? 0 : (x[t] - mean) * (x[t - lag] - mean);
    }
    return alone == 0 ? 0 : together / alone;
  }
}
