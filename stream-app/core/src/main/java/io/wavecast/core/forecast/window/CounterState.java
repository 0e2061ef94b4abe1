package io.wavecast.core.forecast.window;

import java.nio.ByteBuffer;

/**
 * The newest value of a series that is observed as its rate. Immutable.
 *
 * <pre>
 *   value(8)  time(8), only where it is not that of the window
 * </pre>
 *
 * @param timestamp its time, ms since the epoch; -1: there is none
 */
record CounterState(long timestamp, double value) {
  static final CounterState NONE = new CounterState(-1, 0);

  boolean isEmpty() {
    return timestamp < 0;
  }

  /** This or another one, whichever is newer. */
  CounterState newest(CounterState other) {
    return other.timestamp > timestamp ? other : this;
  }

  /** The number of bytes that {@link #write} writes; 0 where there is no value. */
  int size(WindowState window) {
    if (isEmpty()) {
      return 0;
    }
    return timestamp == window.timestamp() ? Double.BYTES : Double.BYTES + Long.BYTES;
  }

  void write(WindowState window, ByteBuffer out) {
    out.putDouble(value);
    if (timestamp != window.timestamp()) {
      out.putLong(timestamp);
    }
  }

  /** Reads what {@link #write} wrote. */
  static CounterState read(WindowState window, ByteBuffer in) {
    double value = in.getDouble();
    return new CounterState(in.hasRemaining() ? in.getLong() : window.timestamp(), value);
  }
}
