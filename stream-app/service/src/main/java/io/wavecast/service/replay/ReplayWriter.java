package io.wavecast.service.replay;

import io.wavecast.schemas.forecast.Event;

/** Writes the events of one file. Not thread-safe. */
interface ReplayWriter extends AutoCloseable {
  /** Writes nothing. */
  ReplayWriter NONE =
      new ReplayWriter() {
        @Override
        public void event(Event event) {}

        @Override
        public void close() {}
      };

  /**
   * Writes an event, if its kind belongs to this format.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  void event(Event event);

  @Override
  void close();
}
