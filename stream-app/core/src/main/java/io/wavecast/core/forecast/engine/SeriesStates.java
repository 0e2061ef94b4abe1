package io.wavecast.core.forecast.engine;

import io.wavecast.core.forecast.window.SeriesState;
import java.util.function.BiConsumer;

/** The states port: where an engine keeps the state of each series. */
public interface SeriesStates {
  /** The state of a series, {@link SeriesState#EMPTY} where there is none yet. */
  SeriesState get(String series);

  void put(String series, SeriesState state);

  /** Shows every series that has a state. */
  void forEach(BiConsumer<String, SeriesState> visitor);
}
