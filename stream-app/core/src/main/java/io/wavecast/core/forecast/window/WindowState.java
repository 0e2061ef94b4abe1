package io.wavecast.core.forecast.window;

import static io.wavecast.core.forecast.Forecaster.WINDOW;

import io.wavecast.core.forecast.batch.ForecastRequest;
import io.wavecast.core.forecast.fit.FitState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
 *
 * <p>The arrays are shared and never changed.
 *
 * @param timestamp time of the newest observation, ms since the epoch; -1 before the first
 * @param count values since the window began, which may overflow: its place in the stored rings
 * @param intervals the last intervals between observations, ms, newest last
 * @param values oldest first
 * @param imputed bit i: the i-th newest value was filled in
 * @param spread root mean square of the differences in the window before the last restart; 0 before
 *     any
 * @param pending oldest first
 */
record WindowState(
    long timestamp,
    int count,
    long[] intervals,
    float[] values,
    long imputed,
    float spread,
    List<PendingObservation> pending) {
  /** Maximum number of values after the oldest pending observation. */
  static final int MAX_BEHIND = 14;

  /** Maximum number of values: the bits of the imputed mask. */
  static final int CAPACITY = WINDOW + MAX_BEHIND;

  /** Intervals whose median is the step. */
  static final int INTERVALS = 5;

  static final WindowState EMPTY =
      new WindowState(-1, 0, new long[0], new float[0], 0, 0f, List.of());

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

  /**
   * The forecasts to make for pending observations, oldest first.
   *
   * @param labels by which a model is chosen
   * @param fit how well the model fits, before they are judged
   */
  List<ForecastRequest> requests(String series, Map<String, String> labels, FitState fit) {
    List<ForecastRequest> requests = new ArrayList<>(pending.size());
    for (PendingObservation p : pending) {
      int end = values.length - p.behind();
      requests.add(
          new ForecastRequest(
              series,
              labels,
              p.timestamp(),
              p.stepMs(),
              isImputed(p.behind()),
              fit.misfitAfter(requests.size() + 1),
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
    return new WindowState(timestamp, count, intervals, newest, imputed, spread, List.of());
  }
}
