package io.wavecast.core.forecast.window;

import io.wavecast.core.forecast.alert.SteadyStep;
import io.wavecast.core.forecast.batch.ForecastRequest;
import io.wavecast.core.forecast.fit.FitState;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest values of one series, and its pending observations. Immutable.
 *
 * <p>While observations are pending, the window of the oldest one is kept too, so that each window
 * can be cut out exactly as it was:
 *
 * <pre>
 *   values   [ window of the oldest pending .............. ] + 1 + 2 .. newest
 *                     [ window of the next pending ............. ]
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
    BigInteger imputed,
    float spread,
    List<PendingObservation> pending) {
  /** Maximum number of values after the oldest pending observation. */
  static final int MAX_BEHIND = 14;

  static final WindowState EMPTY =
      new WindowState(-1, 0, new long[0], new float[0], BigInteger.ZERO, 0f, List.of());

  boolean isEmpty() {
    return timestamp < 0;
  }

  /**
   * Whether there are as many values as a window of the series' model has.
   *
   * @param length of that window
   */
  boolean isFull(int length) {
    return values.length >= length;
  }

  /**
   * Silence after which the series is stale where no rule says so; null: it never is.
   *
   * @param length of the window that the series' model reads
   */
  @Nullable Duration staleAfter(int length) {
    return isFull(length) ? SteadyStep.staleAfter(intervals) : null;
  }

  /** Values appended after the oldest pending observation. */
  int behind() {
    return pending.isEmpty() ? 0 : pending.get(0).behind();
  }

  /**
   * The values between the newest filled-in one and one that lies {@code behind} values before the
   * newest; {@link Integer#MAX_VALUE} if there is none.
   */
  int sinceImputed(int behind) {
    int since = imputed.shiftRight(behind).getLowestSetBit();
    return since < 0 ? Integer.MAX_VALUE : since;
  }

  /**
   * The forecasts to make for pending observations, oldest first.
   *
   * @param labels by which a model is chosen
   * @param fit how well the model fits, before they are judged
   */
  List<ForecastRequest> requests(String series, Map<String, String> labels, FitState fit) {
    List<ForecastRequest> requests = new ArrayList<>(pending.size());
    int length = values.length - behind();
    for (PendingObservation p : pending) {
      int end = values.length - p.behind();
      requests.add(
          new ForecastRequest(
              series,
              labels,
              p.timestamp(),
              p.stepMs(),
              sinceImputed(p.behind()),
              fit.misfitAfter(requests.size() + 1),
              Arrays.copyOfRange(values, end - length, end)));
    }
    return requests;
  }

  /** The same window without pending observations. */
  WindowState withoutPending() {
    float[] newest = behind() == 0 ? values : Arrays.copyOfRange(values, behind(), values.length);
    return new WindowState(timestamp, count, intervals, newest, imputed, spread, List.of());
  }
}
