package io.wavecast.core.forecast.window;

import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.Observation;

/**
 * Observes counters as their rates, before their windows see them. What was known of the values of
 * a series is forgotten when it becomes a counter by setting, or ceases to be one. A function of
 * state and observation. Thread-safe.
 *
 * @param inKey where keys hold labels
 */
record RateStep(Counters counters, LabelPattern inKey, WindowStep windows) {
  /** An observation as its window sees it, and the state that it meets. */
  record Seen(SeriesState state, Observation observation) {}

  /** How an observation relates to the window of its series. */
  Arrival classify(SeriesState state, Observation observation) {
    boolean counts = isCounter(state, observation);
    boolean counted = !state.counter().isEmpty();
    long interval = observation.timestamp() - state.latest();
    if ((counts || counted) && state.latest() >= 0 && interval <= 0) { // also of the value alone
      return new Arrival(interval == 0 ? Arrival.Kind.DUPLICATE : Arrival.Kind.LATE, 0, 0, false);
    }
    if (counts == counted && (!counts || !state.window().isEmpty())) {
      return windows.classify(state.window(), observation);
    }
    if (counts && !counted) {
      return new Arrival(Arrival.Kind.COUNTER, 0, 0, state.pending() > 0);
    }
    Arrival first = windows.classify(WindowState.EMPTY, observation);
    return state.pending() > 0 ? first.flushing() : first;
  }

  /**
   * Takes in the first value of a counter.
   *
   * @param state in which nothing is pending
   */
  SeriesState first(SeriesState state, Observation observation) {
    return state.withoutValues().with(value(observation)).with(own(state, observation));
  }

  /**
   * What the window sees of an accepted observation.
   *
   * @param state in which nothing is pending where the arrival must flush
   */
  Seen see(SeriesState state, Observation observation) {
    CounterState before = state.counter();
    if (before.isEmpty()) {
      return new Seen(state, observation);
    }
    return isCounter(state, observation)
        ? new Seen(
            state.with(value(observation)),
            Counters.rate(before.timestamp(), before.value(), observation))
        : new Seen(state.withoutValues(), observation);
  }

  private boolean isCounter(SeriesState state, Observation observation) {
    return !counters.isEmpty()
        && counters.has(observation.series(), inKey, own(state, observation).byName());
  }

  private static LabelState own(SeriesState state, Observation observation) {
    return state.labels().with(observation.labels());
  }

  private static CounterState value(Observation observation) {
    return new CounterState(observation.timestamp(), observation.value());
  }
}
