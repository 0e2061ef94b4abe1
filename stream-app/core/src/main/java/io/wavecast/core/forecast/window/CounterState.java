package io.wavecast.core.forecast.window;

import java.nio.ByteBuffer;

/**
 * The newest value of a series that is observed as its rate. Immutable.
 *
 * <pre>
 *   value(8)  time(8)
 * </pre>
 *
 * @param timestamp its time, ms since the epoch; -1: there is none
 */
record CounterState(long timestamp, double value) {
  static final CounterState NONE = new CounterState(-1, 0);

  boolean isEmpty() {
    return timestamp < 0;
  }

  void write(ByteBuffer out) {
    out.putDouble(value).putLong(timestamp);
  }

  /** Reads what {@link #write} wrote. */
  static CounterState read(ByteBuffer in) {
    double value = in.getDouble();
    return new CounterState(in.getLong(), value);
  }
}
