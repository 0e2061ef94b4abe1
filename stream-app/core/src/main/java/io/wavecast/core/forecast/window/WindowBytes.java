package io.wavecast.core.forecast.window;

import static io.wavecast.core.forecast.Forecaster.WINDOW;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary layout of a window. Values and intervals are rings: the newest stands at the place of
 * its number, so that one observation changes few bytes.
 *
 * <pre>
 *   time(8) count(4) imputed(8) spread(4) values(1) intervals(1) pending(1)
 *   ring of values: float(4) each
 *   ring of intervals: varint each
 *   each pending: varint newest time - time, varint step - step before, behind(1)
 * </pre>
 */
final class WindowBytes {
  private static final int HEAD = 8 + 4 + 8 + 4 + 3;

  private WindowBytes() {}

  static int size(WindowState window) {
    int size = HEAD + Float.BYTES * window.values().length + window.pending().size();
    for (long interval : window.intervals()) {
      size += Varint.size(interval);
    }
    long step = 0;
    for (PendingObservation p : window.pending()) {
      size += Varint.size(window.timestamp() - p.timestamp()) + Varint.size(p.stepMs() - step);
      step = p.stepMs();
    }
    return size;
  }

  static void write(WindowState window, ByteBuffer out) {
    float[] values = window.values();
    long[] intervals = window.intervals();
    out.putLong(window.timestamp())
        .putInt(window.count())
        .putLong(window.imputed())
        .putFloat(window.spread())
        .put((byte) values.length)
        .put((byte) intervals.length)
        .put((byte) window.pending().size());
    for (int i = 0; i < values.length; i++) {
      out.putFloat(values[fromOldest(i, window.count(), values.length)]);
    }
    for (int i = 0; i < intervals.length; i++) {
      Varint.write(out, intervals[fromOldest(i, window.count(), intervals.length)]);
    }
    long step = 0;
    for (PendingObservation p : window.pending()) {
      Varint.write(out, window.timestamp() - p.timestamp());
      Varint.write(out, p.stepMs() - step);
      out.put((byte) p.behind());
      step = p.stepMs();
    }
  }

  /**
   * Which of the elements, from the oldest on, stands at a place of a ring.
   *
   * @param count the number of the one after the newest
   */
  private static int fromOldest(int place, int count, int length) {
    return Math.floorMod(place - count, length);
  }

  /**
   * Reads a window and moves behind it.
   *
   * @throws IllegalArgumentException when the bytes are not a window
   */
  static WindowState read(ByteBuffer in) {
    long timestamp = in.getLong();
    int count = in.getInt();
    long imputed = in.getLong();
    float spread = in.getFloat();
    float[] values = new float[number("values", in.get(), WindowState.CAPACITY)];
    long[] intervals = new long[number("intervals", in.get(), WindowState.INTERVALS)];
    int nPending = number("pending observations", in.get(), WindowState.MAX_BEHIND + 1);
    for (int i = 0; i < values.length; i++) {
      values[fromOldest(i, count, values.length)] = in.getFloat();
    }
    for (int i = 0; i < intervals.length; i++) {
      intervals[fromOldest(i, count, intervals.length)] = Varint.read(in);
    }
    List<PendingObservation> pending = nPending == 0 ? List.of() : new ArrayList<>(nPending);
    long step = 0;
    for (int i = 0; i < nPending; i++) {
      long time = timestamp - Varint.read(in);
      step += Varint.read(in);
      int behind = number("values behind", in.get(), WindowState.MAX_BEHIND);
      if (values.length - behind < WINDOW) {
        throw new IllegalArgumentException(
            "state of a series has "
                + values.length
                + " values, too few for its pending observations");
      }
      pending.add(new PendingObservation(time, step, behind));
    }
    return new WindowState(timestamp, count, intervals, values, imputed, spread, pending);
  }

  private static int number(String what, byte value, int max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(
          "number of "
              + what
              + " in the state of a series must be in 0.."
              + max
              + ", got: "
              + value);
    }
    return value;
  }
}
