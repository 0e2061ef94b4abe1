package io.wavecast.core.metrics;

import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;

/**
 * The port through which core reports metrics. Implementations are thread-safe and cheap enough to
 * be called several times per observation. Label values are given in the order of {@link
 * Metric#labels()}.
 */
public interface Metrics {
  /** Discards everything. */
  Metrics NONE =
      new Metrics() {
        @Override
        public void count(Metric counter, long amount, String... labels) {}

        @Override
        public void record(Metric histogram, double value, String... labels) {}

        @Override
        public Registration gauge(Metric gauge, DoubleSupplier value, String... labels) {
          return () -> {};
        }
      };

  /**
   * Adds to a counter. A counter exists from its first report, and Prometheus only sees increases
   * after that: report rare events with amount 0 at the start.
   *
   * @param amount at least 0
   */
  void count(Metric counter, long amount, String... labels);

  /**
   * Adds 1 to a counter without labels for a series of which something rare is found, once in its
   * life as a rule. An adapter that has a log names the series there; see {@link SeriesLog}.
   *
   * @param what for people, what it is; follows the series key
   */
  default void found(Metric counter, String series, String what) {
    count(counter, 1);
  }

  /** Whether metrics of kind {@link Kind#SERIES} report a series; few are followed. */
  default boolean follows(String series) {
    return false;
  }

  /** Records one value of a histogram, a top or a series metric, in the metric's base unit. */
  void record(Metric histogram, double value, String... labels);

  /** A counter, created with 0. For frequent reports this is cheaper than {@link #count}. */
  default LongConsumer counter(Metric counter, String... labels) {
    count(counter, 0, labels);
    return amount -> count(counter, amount, labels);
  }

  /** A histogram. For frequent reports this is cheaper than {@link #record}. */
  default DoubleConsumer histogram(Metric histogram, String... labels) {
    return value -> record(histogram, value, labels);
  }

  /**
   * Reads a gauge from a supplier until the returned handle is closed. Several suppliers of the
   * same gauge and labels are added up.
   */
  Registration gauge(Metric gauge, DoubleSupplier value, String... labels);

  /** A gauge that is read until it is closed. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
