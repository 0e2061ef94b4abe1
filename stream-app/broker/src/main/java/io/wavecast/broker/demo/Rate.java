package io.wavecast.broker.demo;

import java.util.OptionalDouble;

/** The growth rate of a counter between two readings. Not thread-safe. */
final class Rate {
  private double last = Double.NaN;
  private long lastNanos;

  /**
   * Adds a reading.
   *
   * @param count the counter, which only falls when it is reset
   * @return growth per second since the last reading; empty at the first one and after a reset
   */
  OptionalDouble next(double count, long nanos) {
    double seconds = (nanos - lastNanos) / 1e9;
    boolean known = last <= count && seconds > 0;
    double rate = known ? (count - last) / seconds : 0;
    last = count;
    lastNanos = nanos;
    return known ? OptionalDouble.of(rate) : OptionalDouble.empty();
  }
}
