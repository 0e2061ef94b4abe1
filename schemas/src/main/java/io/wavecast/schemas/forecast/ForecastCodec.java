package io.wavecast.schemas.forecast;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.json.FloatText;
import io.wavecast.schemas.json.JsonText;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.schemas.json.ModelRefs;

/**
 * Reads and writes forecasts as JSON. Unknown fields are ignored, so that events of later releases
 * can be read. Stateless and thread-safe.
 */
public final class ForecastCodec {
  private static final byte[] SERIES = JsonText.name("series");
  private static final byte[] ORIGIN = JsonText.name("origin");
  private static final byte[] STEP_MS = JsonText.name("stepMs");
  private static final byte[] YHAT = JsonText.name("yhat");
  private static final byte[] YHAT_LOWER = JsonText.name("yhatLower");
  private static final byte[] YHAT_UPPER = JsonText.name("yhatUpper");
  private static final byte[] LEVEL = JsonText.name("level");
  private static final byte[] MODEL = JsonText.name("model");
  private static final byte[] NAME = JsonText.name("name");
  private static final byte[] VERSION = JsonText.name("version");
  private static final byte[] WARMUP = JsonText.name("warmup");
  private static final byte[] IMPUTED = JsonText.name("imputed");
  private static final byte[] MISFIT = JsonText.name("misfit");

  private ForecastCodec() {}

  /**
   * Writes a forecast as a JSON object in UTF-8, its fields in the order of the record. Values are
   * rounded to the decimal place that is at most a ten-thousandth of the width of the narrowest
   * interval; where that width is 0 or tiny, values are written in full. There is no field {@code
   * misfit} where the model fits.
   */
  public static byte[] write(Forecast forecast) {
    int decimals = decimals(forecast);
    JsonText json =
        new JsonText(640)
            .text(SERIES, forecast.series())
            .integer(ORIGIN, forecast.origin())
            .integer(STEP_MS, forecast.stepMs())
            .numbers(YHAT, forecast.yhat(), decimals)
            .numbers(YHAT_LOWER, forecast.yhatLower(), decimals)
            .numbers(YHAT_UPPER, forecast.yhatUpper(), decimals)
            .number(LEVEL, forecast.level())
            .begin(MODEL)
            .text(NAME, forecast.model().name())
            .text(VERSION, forecast.model().version())
            .end()
            .flag(WARMUP, forecast.warmup())
            .flag(IMPUTED, forecast.imputed());
    ModelRef misfit = forecast.misfit();
    if (misfit != null) {
      json.begin(MISFIT).text(NAME, misfit.name()).text(VERSION, misfit.version()).end();
    }
    return json.end().toBytes();
  }

  /** Decimals of its values; {@link FloatText#ALL} where they are written in full. */
  static int decimals(Forecast forecast) {
    double narrowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < forecast.horizon(); i++) {
      narrowest = Math.min(narrowest, (double) forecast.yhatUpper()[i] - forecast.yhatLower()[i]);
    }
    return FloatText.decimals(narrowest);
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no forecast
   */
  public static Forecast read(byte[] value) {
    return JsonValue.read(
        value,
        "a forecast",
        f ->
            new Forecast(
                f.get("series").text(),
                f.get("origin").integer(),
                f.get("stepMs").integer(),
                f.get("yhat").numbers(),
                f.get("yhatLower").numbers(),
                f.get("yhatUpper").numbers(),
                f.get("level").number(),
                ModelRefs.read(f.get("model")),
                f.get("warmup").flag(),
                f.get("imputed").flag(),
                f.get("misfit").isPresent() ? ModelRefs.read(f.get("misfit")) : null));
  }
}
