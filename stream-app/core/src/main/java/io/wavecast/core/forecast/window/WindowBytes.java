package io.wavecast.core.forecast.window;

import io.wavecast.core.forecast.Shape;
import io.wavecast.core.forecast.alert.SteadyStep;
import io.wavecast.core.stream.SparseBytes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary layout of a window. Values and intervals are rings: the newest stands at the place of
 * its number, so that one observation changes few bytes.
 *
 * <pre>
 *   time(8) count(4) spread(4) values(2) intervals(1) pending(1)
 *   which values are filled in, the newest first: long(8) for each 64 values
 *   ring of values: float(4) each
 *   ring of intervals: varint each
 *   each pending: varint newest time - time, varint step - step before, behind(1)
 * </pre>
 */
final class WindowBytes {
  private static final int MAX_VALUES = Shape.MAX_WINDOW + WindowState.MAX_BEHIND;

  private WindowBytes() {}

  static void write(WindowState window, ByteBuffer out) {
    float[] values = window.values();
    long[] intervals = window.intervals();
    out.putLong(window.timestamp())
        .putInt(window.count())
        .putFloat(window.spread())
        .putShort((short) values.length)
        .put((byte) intervals.length)
        .put((byte) window.pending().size());
    for (int i = 0; i < words(values.length); i++) {
      out.putLong(window.imputed().shiftRight(Long.SIZE * i).longValue());
    }
    int at = atFirstPlace(window.count(), values.length);
    for (int i = 0; i < values.length; i++, at = next(at, values.length)) {
      out.putFloat(values[at]);
    }
    at = atFirstPlace(window.count(), intervals.length);
    for (int i = 0; i < intervals.length; i++, at = next(at, intervals.length)) {
      SparseBytes.writeSigned(out, intervals[at]);
    }
    long step = 0;
    for (PendingObservation p : window.pending()) {
      SparseBytes.writeSigned(out, window.timestamp() - p.timestamp());
      SparseBytes.writeSigned(out, p.stepMs() - step);
      out.put((byte) p.behind());
      step = p.stepMs();
    }
  }

  /**
   * Which of the elements, from the oldest on, stands at the first place of a ring.
   *
   * @param count the number of the one after the newest
   */
  private static int atFirstPlace(int count, int length) {
    return length == 0 ? 0 : Math.floorMod(-count, length);
  }

  private static int next(int at, int length) {
    return at + 1 < length ? at + 1 : 0;
  }

  /**
   * Reads a window and moves behind it.
   *
   * @throws IllegalArgumentException when the bytes are not a window
   */
  static WindowState read(ByteBuffer in) {
    long timestamp = in.getLong();
    int count = in.getInt();
    float spread = in.getFloat();
    float[] values = new float[number("values", in.getShort(), MAX_VALUES)];
    long[] intervals = new long[number("intervals", in.get(), SteadyStep.INTERVALS)];
    int nPending = number("pending observations", in.get(), WindowState.MAX_BEHIND + 1);
    BigInteger imputed = BigInteger.ZERO;
    for (int i = 0; i < words(values.length); i++) {
      imputed = imputed.or(unsigned(in.getLong()).shiftLeft(Long.SIZE * i));
    }
    int at = atFirstPlace(count, values.length);
    for (int i = 0; i < values.length; i++, at = next(at, values.length)) {
      values[at] = in.getFloat();
    }
    at = atFirstPlace(count, intervals.length);
    for (int i = 0; i < intervals.length; i++, at = next(at, intervals.length)) {
      intervals[at] = SparseBytes.readSigned(in);
    }
    List<PendingObservation> pending = nPending == 0 ? List.of() : new ArrayList<>(nPending);
    long step = 0;
    for (int i = 0; i < nPending; i++) {
      long time = timestamp - SparseBytes.readSigned(in);
      step += SparseBytes.readSigned(in);
      int behind = number("values behind", in.get(), WindowState.MAX_BEHIND);
      if (values.length - behind < Shape.MIN_WINDOW) {
        throw new IllegalArgumentException(
            "state of a series has "
                + values.length
                + " values, too few for its pending observations");
      }
      pending.add(new PendingObservation(time, step, behind));
    }
    return new WindowState(timestamp, count, intervals, values, imputed, spread, pending);
  }

  /** Words of the mask of filled-in values. */
  private static int words(int values) {
    return (values + Long.SIZE - 1) / Long.SIZE;
  }

  private static BigInteger unsigned(long bits) {
    BigInteger lower = BigInteger.valueOf(bits & Long.MAX_VALUE);
    return bits < 0 ? lower.setBit(Long.SIZE - 1) : lower;
  }

  private static int number(String what, int value, int max) {
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
