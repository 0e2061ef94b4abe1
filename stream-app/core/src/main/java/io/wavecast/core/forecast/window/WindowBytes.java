package io.wavecast.core.forecast.window;

import static io.wavecast.core.forecast.Forecaster.WINDOW;

import io.wavecast.core.forecast.alert.SteadyStep;
import io.wavecast.core.forecast.window.Sections.Section;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The binary layout of a window. Times are written as differences, which take fewer than the eight
 * bytes of the first layout. The first layout stays readable.
 *
 * <pre>
 *   time(8) intervals(1) pending(1) values(1) imputed(8) spread(4)
 *   each interval: varint
 *   each pending: varint newest time - time, varint step - step before, behind(1)
 *   each value: float(4)
 * </pre>
 */
final class WindowBytes {
  private static final int HEAD = 8 + 3 + 8 + 4;

  /** Offset of the number of values. */
  private static final int VALUES = 8 + 2;

  private WindowBytes() {}

  static int size(WindowState window) {
    int size = HEAD + 4 * window.values().length + window.pending().size();
    for (long interval : window.intervals()) {
      size += Varint.size(interval);
    }
    long step = 0;
    for (int i = 0; i < window.pending().size(); i++) {
      PendingObservation w = window.pending().get(i);
      size += Varint.size(window.timestamp() - w.timestamp()) + Varint.size(w.stepMs() - step);
      step = w.stepMs();
    }
    return size;
  }

  static void write(WindowState window, ByteBuffer out) {
    out.putLong(window.timestamp())
        .put((byte) window.intervals().length)
        .put((byte) window.pending().size())
        .put((byte) window.values().length)
        .putLong(window.imputed())
        .putFloat(window.spread());
    for (long interval : window.intervals()) {
      Varint.write(out, interval);
    }
    long step = 0;
    for (int i = 0; i < window.pending().size(); i++) {
      PendingObservation w = window.pending().get(i);
      Varint.write(out, window.timestamp() - w.timestamp());
      Varint.write(out, w.stepMs() - step);
      out.put((byte) w.behind());
      step = w.stepMs();
    }
    out.asFloatBuffer().put(window.values());
    out.position(out.position() + 4 * window.values().length);
  }

  /**
   * Reads a window and moves behind it.
   *
   * @param first whether the bytes have the first layout
   * @throws IllegalArgumentException when the bytes are not a window
   */
  static WindowState read(ByteBuffer in, boolean first) {
    long timestamp = in.getLong();
    int nIntervals = count("intervals", in.get(), SteadyStep.INTERVALS);
    int nPending = count("pending observations", in.get(), WindowState.MAX_BEHIND + 1);
    int nValues = count("values", in.get(), WindowState.CAPACITY);
    long imputed = in.getLong();
    float spread = in.getFloat();
    long[] intervals = new long[nIntervals];
    for (int i = 0; i < nIntervals; i++) {
      intervals[i] = first ? in.getLong() : Varint.read(in);
    }
    List<PendingObservation> pending = nPending == 0 ? List.of() : new ArrayList<>(nPending);
    long step = 0;
    for (int i = 0; i < nPending; i++) {
      long time = first ? in.getLong() : timestamp - Varint.read(in);
      step = first ? in.getLong() : step + Varint.read(in);
      int behind = count("values behind", in.get(), WindowState.MAX_BEHIND);
      if (nValues - behind < WINDOW) {
        throw new IllegalArgumentException(
            "state of a series has " + nValues + " values, too few for its pending observations");
      }
      pending.add(new PendingObservation(time, step, behind));
    }
    float[] values = new float[nValues];
    in.asFloatBuffer().get(values);
    return new WindowState(timestamp, intervals, values, imputed, spread, pending);
  }

  /** How many values of a written window left it until a later one; 0 if it is no later one. */
  static int gone(byte[] before, Section from, byte[] after, Section to) {
    int n = values(before, from);
    int first = from.end() - Float.BYTES * n;
    int later = to.end() - Float.BYTES * values(after, to);
    for (int gone = 0; gone <= WindowState.MAX_BEHIND + 1 && gone < n; gone++) {
      int same = Float.BYTES * Math.min(n - gone, values(after, to));
      int at = first + Float.BYTES * gone;
      if (Arrays.equals(before, at, at + same, after, later, later + same)) {
        return gone;
      }
    }
    return 0;
  }

  /** The number of values in a written window. */
  static int values(byte[] written, Section window) {
    return written[window.at() + VALUES];
  }

  /**
   * Predicts time and values of a later window. Stored differences rely on it, so it never changes.
   *
   * @param gone values that left the window
   * @param values of the later window
   * @param passed time between both, ms
   * @param after holds the rest of the earlier window already
   */
  static void predict(
      byte[] before, Section from, int gone, int values, long passed, byte[] after, Section to) {
    ByteBuffer.wrap(after).putLong(to.at(), ByteBuffer.wrap(before).getLong(from.at()) + passed);
    int n = values(before, from);
    int left = Math.max(0, Math.min(n, n - gone));
    int first = to.end() - Float.BYTES * values;
    int start = from.end() - Float.BYTES * left;
    System.arraycopy(before, start, after, first, Float.BYTES * Math.min(left, values));
  }

  /** Sets the newest value of a later window. */
  static void append(byte[] after, Section to, int values, float y) {
    if (values > 0) {
      ByteBuffer.wrap(after).putFloat(to.end() - Float.BYTES, y);
    }
  }

  private static int count(String what, byte value, int max) {
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
