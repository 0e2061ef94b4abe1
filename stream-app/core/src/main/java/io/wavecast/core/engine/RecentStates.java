package io.wavecast.core.engine;

import io.wavecast.core.window.SeriesState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Holds the states that were used last in front of where states are kept, so that a series that
 * comes again soon is neither read nor parsed again. All that is put is kept there too: what is
 * held may be forgotten at any time. Of one thread, which alone puts states.
 */
final class RecentStates implements SeriesStates {
  /** States held at most: some 2.5 MB of the full profile. */
  static final int MOST = 1024;

  private static final float LOAD = 0.75f;

  private final SeriesStates kept;
  private final Map<String, SeriesState> held =
      new LinkedHashMap<>(MOST, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SeriesState> eldest) {
          return size() > MOST;
        }
      };

  RecentStates(SeriesStates kept) {
    this.kept = kept;
  }

  @Override
  public SeriesState get(String series) {
    SeriesState state = held.get(series);
    return state == null ? kept.get(series) : state;
  }

  @Override
  public void put(String series, SeriesState state) {
    kept.put(series, state);
    held.put(series, state);
  }

  @Override
  public void putWaiting(String series, SeriesState state) {
    kept.putWaiting(series, state);
    held.put(series, state);
  }

  @Override
  public void forEach(BiConsumer<String, SeriesState> visitor) {
    kept.forEach(visitor);
  }

  /** Forgets all that is held, because what is kept may have changed. */
  void clear() {
    held.clear();
  }
}
