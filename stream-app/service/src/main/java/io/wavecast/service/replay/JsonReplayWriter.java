package io.wavecast.service.replay;

import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One JSON object per line, the same bytes as on the forecasts topic. */
final class JsonReplayWriter extends TextReplayWriter {
  JsonReplayWriter(OutputStream out) {
    super(out);
  }

  @Override
  public void event(Event event) {
    if (event instanceof Forecast forecast) {
      write(new String(ForecastCodec.write(forecast), StandardCharsets.UTF_8) + "\n");
    }
  }
}
