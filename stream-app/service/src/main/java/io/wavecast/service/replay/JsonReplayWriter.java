package io.wavecast.service.replay;

import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** One JSON object a line, the same bytes as on the forecasts topic. */
final class JsonReplayWriter implements ReplayWriter {
  private final OutputStream out;

  JsonReplayWriter(OutputStream out) {
    this.out = out;
  }

  @Override
  public void event(Event event) {
    if (!(event instanceof Forecast forecast)) {
      return;
    }
    try {
      out.write(ForecastCodec.write(forecast));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
