package io.wavecast.schemas.forecast;

import io.wavecast.schemas.json.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes events as flat JSON objects: fields are scalars, and one that says nothing is left out.
 * Numbers are the same as in the events. Stateless and thread-safe.
 */
public final class FlatCodec {
  private static final byte[] SERIES = JsonText.name("series");
  private static final byte[] ORIGIN = JsonText.name("origin");
  private static final byte[] LEAD = JsonText.name("lead");
  private static final byte[] TIMESTAMP = JsonText.name("timestamp");
  private static final byte[] YHAT = JsonText.name("yhat");
  private static final byte[] YHAT_LOWER = JsonText.name("yhatLower");
  private static final byte[] YHAT_UPPER = JsonText.name("yhatUpper");
  private static final byte[] LEVEL = JsonText.name("level");
  private static final byte[] MODEL = JsonText.name("model");
  private static final byte[] MODEL_VERSION = JsonText.name("modelVersion");
  private static final byte[] WARMUP = JsonText.name("warmup");
  private static final byte[] IMPUTED = JsonText.name("imputed");

  private FlatCodec() {}

  /**
   * The records of an event, each a JSON object in UTF-8: of a forecast one for each lead time, the
   * shortest first; of other events one.
   */
  public static List<byte[]> write(Event event) {
    return switch (FlatEvent.of(event)) {
      case FORECASTS -> forecast((Forecast) event);
      case DEVIATIONS -> List.of(DeviationCodec.writeFlat((Deviation) event));
      case ALERTS -> List.of(AlertCodec.writeFlat((Alert) event));
    };
  }

  private static List<byte[]> forecast(Forecast forecast) {
    int decimals = ForecastCodec.decimals(forecast);
    List<byte[]> records = new ArrayList<>(forecast.horizon());
    for (int i = 0; i < forecast.horizon(); i++) {
      records.add(
          new JsonText(320)
              .text(SERIES, forecast.series())
              .integer(ORIGIN, forecast.origin())
              .integer(LEAD, i + 1)
              .integer(TIMESTAMP, forecast.timeAt(i + 1))
              .number(YHAT, forecast.yhat()[i], decimals)
              .number(YHAT_LOWER, forecast.yhatLower()[i], decimals)
              .number(YHAT_UPPER, forecast.yhatUpper()[i], decimals)
              .number(LEVEL, forecast.level())
              .text(MODEL, forecast.model().name())
              .text(MODEL_VERSION, forecast.model().version())
              .flag(WARMUP, forecast.warmup())
              .flag(IMPUTED, forecast.imputed())
              .end()
              .toBytes());
    }
    return records;
  }
}
