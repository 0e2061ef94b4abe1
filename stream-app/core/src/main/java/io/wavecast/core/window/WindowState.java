package io.wavecast.core.window;

import static io.wavecast.core.forecast.Forecaster.WINDOW;

import io.wavecast.core.batch.ForecastRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newest values of one series, and which of them still wait for a forecast. Immutable.
 *
 * <p>While observations wait, the values behind the oldest waiting one's window are kept too, so
 * that each window can be cut out exactly as it stood:
 *
 * <pre>
 *   values   [ 50 of the oldest waiting .................. ] + 1 + 2 .. newest
 *                     [ 50 of the next waiting ................. ]
 * </pre>
 */
final class WindowState {
  /** Most values that may come after the oldest waiting observation. */
  static final int MAX_BEHIND = 14;

  /** Most values held: as many as the imputed mask has bits. */
  static final int CAPACITY = WINDOW + MAX_BEHIND;

  /** Intervals of which the median is the step. */
  static final int INTERVALS = 5;

  static final WindowState EMPTY = new WindowState(-1, new long[0], new float[0], 0, 0f, List.of());

  /** Time of the newest observation, ms since the epoch; -1 before the first. */
  final long timestamp;

  /** The last intervals between observations, ms, newest last. */
  final long[] intervals;

  /** Oldest first. */
  final float[] values;

  /** Bit i: the i-th newest value was filled in. */
  final long imputed;

  /**
   * Root mean square of the differences of the window before it was begun anew; 0 if it never was.
   */
  final float spread;

  /** Oldest first. */
  final List<Waiting> waiting;

  WindowState(
      long timestamp,
      long[] intervals,
      float[] values,
      long imputed,
      float spread,
      List<Waiting> waiting) {
    this.timestamp = timestamp;
    this.intervals = intervals;
    this.values = values;
    this.imputed = imputed;
    this.spread = spread;
    this.waiting = waiting;
  }

  boolean isEmpty() {
    return timestamp < 0;
  }

  boolean isFull() {
    return values.length >= WINDOW;
  }

  /** Values that came in after the oldest waiting observation. */
  int behind() {
    return waiting.isEmpty() ? 0 : waiting.get(0).behind();
  }

  /** Whether a window that ends {@code behind} values before the newest holds filled-in values. */
  boolean isImputed(int behind) {
    return (imputed >>> behind & (1L << WINDOW) - 1) != 0;
  }

  /** The forecasts that are still to be made, oldest first. */
  List<ForecastRequest> requests(String series) {
    List<ForecastRequest> requests = new ArrayList<>(waiting.size());
    for (Waiting w : waiting) {
      int end = values.length - w.behind();
      requests.add(
          new ForecastRequest(
              series,
              w.timestamp(),
              w.stepMs(),
              isImputed(w.behind()),
              Arrays.copyOfRange(values, end - WINDOW, end)));
    }
    return requests;
  }

  /** The same window, in which nothing waits any more. */
  WindowState withoutWaiting() {
    float[] newest =
        values.length <= WINDOW
            ? values
            : Arrays.copyOfRange(values, values.length - WINDOW, values.length);
    return new WindowState(timestamp, intervals, newest, imputed, spread, List.of());
  }

  int size() {
    return 8 + 3 + 8 + 4 + 8 * intervals.length + 17 * waiting.size() + 4 * values.length;
  }

  void write(ByteBuffer out) {
    out.putLong(timestamp)
        .put((byte) intervals.length)
        .put((byte) waiting.size())
        .put((byte) values.length)
        .putLong(imputed)
        .putFloat(spread);
    for (long interval : intervals) {
      out.putLong(interval);
    }
    for (Waiting w : waiting) {
      out.putLong(w.timestamp()).putLong(w.stepMs()).put((byte) w.behind());
    }
    for (float value : values) {
      out.putFloat(value);
    }
  }

  /**
   * @throws IllegalArgumentException when the bytes are no window
   */
  static WindowState read(ByteBuffer in) {
    long timestamp = in.getLong();
    int nIntervals = count("intervals", in.get(), INTERVALS);
    int nWaiting = count("waiting observations", in.get(), MAX_BEHIND + 1);
    int nValues = count("values", in.get(), CAPACITY);
    long imputed = in.getLong();
    float spread = in.getFloat();
    long[] intervals = new long[nIntervals];
    for (int i = 0; i < nIntervals; i++) {
      intervals[i] = in.getLong();
    }
    List<Waiting> waiting = nWaiting == 0 ? List.of() : new ArrayList<>(nWaiting);
    for (int i = 0; i < nWaiting; i++) {
      Waiting w =
          new Waiting(in.getLong(), in.getLong(), count("values behind", in.get(), MAX_BEHIND));
      if (nValues - w.behind() < WINDOW) {
        throw new IllegalArgumentException(
            "state of a series has " + nValues + " values, too few for what waits");
      }
      waiting.add(w);
    }
    float[] values = new float[nValues];
    for (int i = 0; i < nValues; i++) {
      values[i] = in.getFloat();
    }
    return new WindowState(timestamp, intervals, values, imputed, spread, waiting);
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
