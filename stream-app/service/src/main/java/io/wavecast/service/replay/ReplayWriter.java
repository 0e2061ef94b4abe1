package io.wavecast.service.replay;

import io.wavecast.schemas.Forecast;

/** Writes what comes of one file. Of one thread. */
interface ReplayWriter extends AutoCloseable {
  /**
   * Writes a forecast, in the order of its observation.
   *
   * @throws java.io.UncheckedIOException when it cannot be written
   */
  void forecast(Forecast forecast);

  @Override
  void close();
}
