package io.wavecast.lab.endtoend;

import java.util.List;
import java.util.Locale;

/**
 * How a figure changes over rows at equal distances: the line of least squares through it.
 *
 * @param start of the line, at the first row
 * @param growth of the line, from the first row to the last
 */
record Trend(double start, double growth) {
  /**
   * Fits the line.
   *
   * @param values at least two
   */
  static Trend of(List<Double> values) {
    int n = values.size();
    if (n < 2) {
      throw new IllegalArgumentException("rows of a trend must be at least 2, got: " + n);
    }
    double middle = (n - 1) / 2.0;
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    double product = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      product += (i - middle) * (values.get(i) - mean);
      squares += (i - middle) * (i - middle);
    }
    double slope = product / squares;
    return new Trend(mean - slope * middle, slope * (n - 1));
  }

  /**
   * The largest growth that counts as none.
   *
   * @param share of the start
   * @param least whatever the start
   */
  double limit(double share, double least) {
    return Math.max(least, share * start);
  }

  /** In words, such as {@code threads: 61, +0.4 (limit 3)}. */
  String text(String name, double limit) {
    return String.format(Locale.ROOT, "%s: %.1f, %+.1f (limit %.1f)", name, start, growth, limit);
  }
}
