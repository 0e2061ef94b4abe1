package io.wavecast.core.forecast.window;

import static io.wavecast.core.forecast.Forecaster.WINDOW;

import io.wavecast.schemas.forecast.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lets a window slide by one observation. A pure function of state and observation; thread-safe.
 *
 * <pre>
 *   interval / step   1         2..max-gap+1               more
 *                     append    fill linearly and append   begin anew with this value
 * </pre>
 */
final class WindowStep {
  /** Intervals that must have been seen before their median tells what is missing. */
  private static final int TRUSTED = 3;

  private final WindowSettings settings;

  WindowStep(WindowSettings settings) {
    this.settings = settings;
  }

  /** How an observation stands to its window. */
  record Place(Kind kind, int missing, long stepMs) {}

  enum Kind {
    FIRST,
    NEXT,
    RESTART,
    DUPLICATE,
    LATE
  }

  /** Where the observation belongs, and how many values are missing before it. */
  Place place(WindowState state, Observation observation) {
    if (state.isEmpty()) {
      return new Place(Kind.FIRST, 0, step(state));
    }
    long interval = observation.timestamp() - state.timestamp;
    if (interval <= 0) {
      return new Place(interval == 0 ? Kind.DUPLICATE : Kind.LATE, 0, step(state));
    }
    long step = step(state);
    boolean trusted = settings.step().isPresent() || state.intervals.length >= TRUSTED;
    long missing = trusted ? Math.max(0, Math.round((double) interval / step) - 1) : 0;
    return missing > settings.maxGap()
        ? new Place(Kind.RESTART, 0, step)
        : new Place(Kind.NEXT, (int) missing, step);
  }

  /** Whether the windows of what waits would be lost: they must be forecast first. */
  boolean mustFlushBefore(WindowState state, Place place) {
    if (state.waiting.isEmpty()) {
      return false;
    }
    return switch (place.kind()) {
      case RESTART -> true;
      case NEXT -> state.behind() + place.missing() + 1 > WindowState.MAX_BEHIND;
      case FIRST, DUPLICATE, LATE -> false;
    };
  }

  /** The window after an observation that is {@code FIRST}, {@code NEXT} or {@code RESTART}. */
  WindowState slide(WindowState state, Observation observation, Place place) {
    float value = (float) observation.value();
    if (place.kind() != Kind.NEXT) {
      return new WindowState(
          observation.timestamp(),
          new long[0],
          new float[] {value},
          0,
          Spread.of(state.values, state.spread),
          List.of());
    }
    int more = place.missing() + 1;
    int keep =
        Math.min(
            state.values.length, state.waiting.isEmpty() ? WINDOW - more : WINDOW + state.behind());
    float[] values =
        Arrays.copyOfRange(state.values, state.values.length - keep, state.values.length + more);
    float last = values[keep - 1];
    for (int i = 1; i < more; i++) {
      values[keep - 1 + i] = (float) (last + ((double) value - last) * i / more);
    }
    values[values.length - 1] = value;
    long filledIn = ((1L << place.missing()) - 1) << 1;
    WindowState slid =
        new WindowState(
            observation.timestamp(),
            append(state.intervals, observation.timestamp() - state.timestamp),
            values,
            state.imputed << more | filledIn,
            state.spread,
            List.of());
    List<PendingObservation> waiting = new ArrayList<>(state.waiting.size() + 1);
    for (PendingObservation w : state.waiting) {
      waiting.add(w.pushedBack(more));
    }
    if (slid.isFull()) {
      waiting.add(new PendingObservation(observation.timestamp(), step(slid), 0));
    }
    return new WindowState(
        slid.timestamp, slid.intervals, slid.values, slid.imputed, slid.spread, waiting);
  }

  /** The configured step, or the median of the last intervals; 0 before there is one. */
  long step(WindowState state) {
    if (settings.step().isPresent()) {
      return settings.step().get().toMillis();
    }
    int n = state.intervals.length;
    if (n == 0) {
      return 0;
    }
    long[] sorted = state.intervals.clone();
    Arrays.sort(sorted);
    return sorted[(n - 1) / 2];
  }

  private static long[] append(long[] intervals, long interval) {
    int n = Math.min(intervals.length, WindowState.INTERVALS - 1);
    long[] appended = Arrays.copyOfRange(intervals, intervals.length - n, intervals.length + 1);
    appended[n] = interval;
    return appended;
  }
}
