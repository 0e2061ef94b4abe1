package io.wavecast.service.metrics;

/** Quantiles of a histogram. */
final class Quantiles {
  private Quantiles() {}

  /**
   * The value below which a share of the records lies, interpolated linearly within its bucket.
   *
   * @param ends upper ends of the buckets, ascending
   * @param counts [ends]: how many records each bucket holds
   * @param q share, in 0..1
   * @return NaN when there are no records
   */
  static double of(double[] ends, double[] counts, double q) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    double below = 0;
    for (int i = 0; i < ends.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= q * total) {
        double start = i == 0 ? 0 : ends[i - 1];
        return start + (ends[i] - start) * Math.max(0, q * total - below) / counts[i];
      }
      below += counts[i];
    }
    return Double.NaN;
  }
}
