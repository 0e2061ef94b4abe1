package io.wavecast.service.metrics;

/** Quantiles of a histogram. */
final class Quantiles {
  private Quantiles() {}

  /**
   * A quantile, interpolated linearly within its bucket, as Prometheus' {@code histogram_quantile}.
   *
   * @param bounds upper bounds of the buckets, ascending
   * @param counts [bounds + 1]: values per bucket; the last is the number of values above all
   *     bounds
   * @param q in 0..1
   * @return NaN if there are no values; the last bound if the quantile is above it
   */
  static double of(double[] bounds, double[] counts, double q) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    double below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= q * total) {
        if (i == bounds.length) {
          return bounds[i - 1];
        }
        double start = i == 0 ? 0 : bounds[i - 1];
        return start + (bounds[i] - start) * Math.max(0, q * total - below) / counts[i];
      }
      below += counts[i];
    }
    return Double.NaN;
  }
}
