package io.wavecast.core.engine;

import io.wavecast.core.window.SeriesState;
import java.util.function.BiConsumer;

/** The states port: where an engine keeps the state of each series. */
public interface SeriesStates {
  /** The state of a series, {@link SeriesState#EMPTY} where there is none yet. */
  SeriesState get(String series);

  void put(String series, SeriesState state);

  /**
   * Keeps a state in which observations wait, in case the engine ends before their batch is made.
   * One that makes it before it commits anything has no need of that.
   */
  default void putWaiting(String series, SeriesState state) {
    put(series, state);
  }

  /** Shows every series that has a state. */
  void forEach(BiConsumer<String, SeriesState> visitor);
}
