package io.wavecast.core.engine;

import io.wavecast.core.window.SeriesState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The states of series that have observations that wait for a forecast, so that a batch need not
 * read them again. The truth is the mark in each state that is stored, from which this is built
 * anew after a crash. Of one thread.
 */
final class WaitingSeries {
  private final Map<String, SeriesState> states = new LinkedHashMap<>();
  private int size;

  /** The state of a series that waits, else another. */
  SeriesState getOrElse(String series, HeldStates others) {
    SeriesState state = states.get(series);
    return state == null ? others.get(series) : state;
  }

  /** Takes in, or replaces, a state in which observations wait. */
  void put(String series, SeriesState state) {
    SeriesState before = states.put(series, state);
    size += state.waiting() - (before == null ? 0 : before.waiting());
  }

  /** How many observations wait. */
  int size() {
    return size;
  }

  /** Shows every series that waits, in the order in which they began to. */
  void forEach(BiConsumer<String, SeriesState> visitor) {
    states.forEach(visitor);
  }

  void clear() {
    states.clear();
    size = 0;
  }
}
