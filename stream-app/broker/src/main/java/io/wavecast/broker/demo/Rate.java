package io.wavecast.broker.demo;

import java.util.OptionalDouble;

/** How fast a count grows, from one reading to the next. Of one thread. */
final class Rate {
  private double last = Double.NaN;
  private long lastNanos;

  /**
   * Takes a reading.
   *
   * @param count which only grows, unless what counts began anew
   * @return growth a second since the last reading; empty at the first, and when the count fell
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
