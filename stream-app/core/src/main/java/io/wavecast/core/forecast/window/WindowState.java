package io.wavecast.core.forecast.window;

import static io.wavecast.core.forecast.Forecaster.WINDOW;

import io.wavecast.core.forecast.batch.ForecastRequest;
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
  final List<PendingObservation> waiting;

  WindowState(
      long timestamp,
      long[] intervals,
      float[] values,
      long imputed,
      float spread,
      List<PendingObservation> waiting) {
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
    for (PendingObservation w : waiting) {
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
}
