package io.wavecast.core.forecast.window;

import static io.wavecast.core.forecast.Forecaster.WINDOW;

import io.wavecast.core.forecast.Floats;
import io.wavecast.core.forecast.window.Arrival.Kind;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Slides a window by one observation. A pure function of state and observation; thread-safe.
 *
 * <pre>
 *   interval / step   1         2..max-gap+1               more
 *                     append    fill linearly and append   restart with this value
 * </pre>
 */
final class WindowStep {
  /** Intervals that must be known before their median decides how many values are missing. */
  private static final int TRUSTED = 3;

  private final WindowSettings settings;

  WindowStep(WindowSettings settings) {
    this.settings = settings;
  }

  /** How an observation relates to the window, and how many values are missing before it. */
  Arrival classify(WindowState state, Observation observation) {
    long step = step(state.intervals());
    if (state.isEmpty()) {
      return new Arrival(Kind.FIRST, 0, step, false);
    }
    long interval = observation.timestamp() - state.timestamp();
    if (interval <= 0) {
      return new Arrival(interval == 0 ? Kind.DUPLICATE : Kind.LATE, 0, step, false);
    }
    boolean trusted = settings.step() != null || state.intervals().length >= TRUSTED;
    long missing = trusted ? Math.max(0, Math.round((double) interval / step) - 1) : 0;
    boolean pending = !state.pending().isEmpty();
    if (missing > settings.maxGap()) {
      return new Arrival(Kind.RESTART, 0, step, pending);
    }
    boolean overflows = pending && state.behind() + missing + 1 > WindowState.MAX_BEHIND;
    return new Arrival(Kind.NEXT, (int) missing, step, overflows);
  }

  /** The window after an observation that is {@code FIRST}, {@code NEXT} or {@code RESTART}. */
  WindowState slide(WindowState state, Observation observation, Arrival arrival) {
    float value = (float) observation.value();
    if (arrival.kind() != Kind.NEXT) {
      return new WindowState(
          observation.timestamp(),
          1,
          new long[0],
          new float[] {value},
          0,
          spread(state),
          List.of());
    }
    int more = arrival.missing() + 1;
    int keep =
        Math.min(
            state.values().length,
            state.pending().isEmpty() ? WINDOW - more : WINDOW + state.behind());
    float[] values =
        Arrays.copyOfRange(
            state.values(), state.values().length - keep, state.values().length + more);
    float last = values[keep - 1];
    for (int i = 1; i < more; i++) {
      values[keep - 1 + i] = (float) (last + ((double) value - last) * i / more);
    }
    values[values.length - 1] = value;
    long filledIn = ((1L << arrival.missing()) - 1) << 1;
    long[] intervals = append(state.intervals(), observation.timestamp() - state.timestamp());
    List<PendingObservation> pending = new ArrayList<>(state.pending().size() + 1);
    for (PendingObservation p : state.pending()) {
      pending.add(p.pushedBack(more));
    }
    if (values.length >= WINDOW) {
      pending.add(new PendingObservation(observation.timestamp(), step(intervals), 0));
    }
    return new WindowState(
        observation.timestamp(),
        state.count() + more,
        intervals,
        values,
        state.imputed() << more | filledIn,
        state.spread(),
        pending);
  }

  /**
   * The configured step, or the median of the last intervals.
   *
   * @return ms; 0 before there is an interval
   */
  long step(long[] intervals) {
    Duration configured = settings.step();
    if (configured != null) {
      return configured.toMillis();
    }
    int n = intervals.length;
    if (n == 0) {
      return 0;
    }
    if (isConstant(intervals)) {
      return intervals[0];
    }
    long[] sorted = intervals.clone();
    Arrays.sort(sorted);
    return sorted[(n - 1) / 2];
  }

  /** Most series are regular, and sorting took 3 % of a stream thread's time. */
  private static boolean isConstant(long[] intervals) {
    for (long interval : intervals) {
      if (interval != intervals[0]) {
        return false;
      }
    }
    return true;
  }

  /** Root mean square of the differences in a window; as known before where it has one value. */
  private static float spread(WindowState state) {
    float[] values = state.values();
    if (values.length < 2) {
      return state.spread();
    }
    double sumOfSquares = 0;
    for (int i = 1; i < values.length; i++) {
      double d = (double) values[i] - values[i - 1];
      sumOfSquares += d * d;
    }
    return Floats.clamp(Math.sqrt(sumOfSquares / (values.length - 1)));
  }

  private static long[] append(long[] intervals, long interval) {
    int n = Math.min(intervals.length, WindowState.INTERVALS - 1);
    long[] appended = Arrays.copyOfRange(intervals, intervals.length - n, intervals.length + 1);
    appended[n] = interval;
    return appended;
  }
}
