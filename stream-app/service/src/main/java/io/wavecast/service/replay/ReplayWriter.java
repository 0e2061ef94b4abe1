package io.wavecast.service.replay;

import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;

/** Writes what comes of one file. Of one thread. */
interface ReplayWriter extends AutoCloseable {
  /** Told of each row of the file, before its events. */
  default void row(Observation row) {}

  /**
   * Writes an event, if it is of the kind that this writes.
   *
   * @throws java.io.UncheckedIOException when it cannot be written
   */
  void event(Event event);

  @Override
  void close();
}
