package io.wavecast.core.forecast.window;

import static io.wavecast.core.forecast.Forecaster.WINDOW;

import io.wavecast.core.forecast.batch.ForecastRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The latest values of one series, and its pending observations. Immutable.
 *
 * <p>While observations are pending, the window of the oldest one is kept too, so that each window
 * can be cut out exactly as it was:
 *
 * <pre>
 *   values   [ 50 of the oldest pending .................. ] + 1 + 2 .. newest
 *                     [ 50 of the next pending ................. ]
 * </pre>
 */
final class WindowState {
  /** Maximum number of values after the oldest pending observation. */
  static final int MAX_BEHIND = 14;

  /** Maximum number of values: the bits of the imputed mask. */
  static final int CAPACITY = WINDOW + MAX_BEHIND;

  /** Intervals whose median is the step. */
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

  /** Root mean square of the differences in the window before the last restart; 0 before any. */
  final float spread;

  /** Oldest first. */
  final List<PendingObservation> pending;

  WindowState(
      long timestamp,
      long[] intervals,
      float[] values,
      long imputed,
      float spread,
      List<PendingObservation> pending) {
    this.timestamp = timestamp;
    this.intervals = intervals;
    this.values = values;
    this.imputed = imputed;
    this.spread = spread;
    this.pending = pending;
  }

  boolean isEmpty() {
    return timestamp < 0;
  }

  boolean isFull() {
    return values.length >= WINDOW;
  }

  /** Values appended after the oldest pending observation. */
  int behind() {
    return pending.isEmpty() ? 0 : pending.get(0).behind();
  }

  /** Whether a window that ends {@code behind} values before the newest holds filled-in values. */
  boolean isImputed(int behind) {
    return (imputed >>> behind & (1L << WINDOW) - 1) != 0;
  }

  /** The forecasts to make for pending observations, oldest first. */
  List<ForecastRequest> requests(String series) {
    List<ForecastRequest> requests = new ArrayList<>(pending.size());
    for (PendingObservation p : pending) {
      int end = values.length - p.behind();
      requests.add(
          new ForecastRequest(
              series,
              p.timestamp(),
              p.stepMs(),
              isImputed(p.behind()),
              Arrays.copyOfRange(values, end - WINDOW, end)));
    }
    return requests;
  }

  /** The same window without pending observations. */
  WindowState withoutPending() {
    float[] newest =
        values.length <= WINDOW
            ? values
            : Arrays.copyOfRange(values, values.length - WINDOW, values.length);
    return new WindowState(timestamp, intervals, newest, imputed, spread, List.of());
  }
}
