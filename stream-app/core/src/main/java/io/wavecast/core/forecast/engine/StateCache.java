package io.wavecast.core.forecast.engine;

import io.wavecast.core.forecast.window.SeriesState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Holds the states that were used last in front of where states are kept. A series that comes again
 * soon is neither read nor parsed again, and what several observations made of it between two
 * commits is written once. Of one thread.
 */
final class StateCache {
  private static final float LOAD = 0.75f;

  private final SeriesStates kept;
  private final Map<String, Held> held;

  /**
   * @param kept where states are kept
   * @param most how many are held at most, at least 1
   */
  StateCache(SeriesStates kept, int most) {
    this.kept = kept;
    held =
        new LinkedHashMap<>(most, LOAD, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
            if (size() <= most) {
              return false;
            }
            save(eldest.getKey(), eldest.getValue());
            return true;
          }
        };
  }

  SeriesState get(String series) {
    Held state = held.get(series);
    return state == null ? kept.get(series) : state.state;
  }

  void put(String series, SeriesState state) {
    Held before = held.get(series);
    if (before == null) {
      held.put(series, new Held(state));
    } else {
      before.state = state;
      before.changed = true;
    }
  }

  /** Writes all that changed since it was read or written. */
  void save() {
    held.forEach(this::save);
  }

  /** Forgets all that is held, also what was not written, and shows every state that is kept. */
  void reread(BiConsumer<String, SeriesState> visitor) {
    held.clear();
    kept.forEach(visitor);
  }

  private void save(String series, Held state) {
    if (state.changed) {
      kept.put(series, state.state);
      state.changed = false;
    }
  }

  private static final class Held {
    SeriesState state;
    boolean changed = true;

    Held(SeriesState state) {
      this.state = state;
    }
  }
}
