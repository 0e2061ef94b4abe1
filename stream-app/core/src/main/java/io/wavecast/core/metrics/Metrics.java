package io.wavecast.core.metrics;

import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;

/**
 * The port through which the steps report what they did. Implementations are thread-safe and cheap
 * enough for every observation. Values of labels are given in the order of {@link Metric#labels()}.
 */
public interface Metrics {
  /** Reports to nobody. */
  Metrics NONE =
      new Metrics() {
        @Override
        public void count(Metric counter, long amount, String... labels) {}

        @Override
        public void record(Metric histogram, double value, String... labels) {}

        @Override
        public AutoCloseable gauge(Metric gauge, DoubleSupplier value, String... labels) {
          return () -> {};
        }
      };

  /**
   * Adds to a counter; {@code amount} is at least 0. A counter is told from its first mention on,
   * and who watches it sees only how it rises from there: what is seldom is mentioned with 0 at the
   * start.
   */
  void count(Metric counter, long amount, String... labels);

  /**
   * Records one value of a distribution, or of one of those whose highest are told, in the metric's
   * base unit.
   */
  void record(Metric histogram, double value, String... labels);

  /** One counter, mentioned with 0; to look it up once is cheaper for what adds to it often. */
  default LongConsumer counter(Metric counter, String... labels) {
    count(counter, 0, labels);
    return amount -> count(counter, amount, labels);
  }

  /** One distribution, for what records its values all the time. */
  default DoubleConsumer histogram(Metric histogram, String... labels) {
    return value -> record(histogram, value, labels);
  }

  /**
   * Reads a gauge from a supplier, until it is closed. Several suppliers of one gauge and the same
   * labels are added up.
   */
  AutoCloseable gauge(Metric gauge, DoubleSupplier value, String... labels);
}
