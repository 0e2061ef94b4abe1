package io.wavecast.schemas.forecast;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.json.FloatText;
import io.wavecast.schemas.json.Json;
import io.wavecast.schemas.json.JsonText;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes forecasts as JSON. Fields that it does not know are skipped, so that what a
 * later release writes can be read. Stateless; any thread may use it.
 */
public final class ForecastCodec {
  private static final int MAX_HORIZON = 1000;

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

  private ForecastCodec() {}

  /**
   * The forecast as a JSON object in UTF-8, its fields in the order of the record. Values are
   * rounded to the decimal that is at most a ten-thousandth of its narrowest interval's width;
   * where that is nothing, they read back as they are.
   */
  public static byte[] write(Forecast forecast) {
    int decimals = FloatText.decimals(narrowest(forecast.yhatLower(), forecast.yhatUpper()));
    return new JsonText(640)
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
        .flag(IMPUTED, forecast.imputed())
        .end()
        .toBytes();
  }

  private static double narrowest(float[] lower, float[] upper) {
    double narrowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < lower.length; i++) {
      narrowest = Math.min(narrowest, (double) upper[i] - lower[i]);
    }
    return narrowest;
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no forecast
   */
  public static Forecast read(byte[] value) {
    Fields f = new Fields();
    try (JsonParser parser = Json.FACTORY.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRecordException(Reason.WRONG_TYPE, "a forecast must be a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        field(parser, name, f);
      }
      Json.end(parser);
    } catch (IOException e) {
      throw Json.malformed(e);
    }
    try {
      return new Forecast(
          need("series", f.series),
          need("origin", f.origin),
          need("stepMs", f.stepMs),
          need("yhat", f.yhat),
          need("yhatLower", f.yhatLower),
          need("yhatUpper", f.yhatUpper),
          need("level", f.level),
          new ModelRef(need("model.name", f.modelName), need("model.version", f.modelVersion)),
          need("warmup", f.warmup),
          need("imputed", f.imputed));
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(Reason.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
    }
  }

  private static void field(JsonParser parser, String name, Fields f) throws IOException {
    switch (name) {
      case "series" -> f.series = parser.getText();
      case "origin" -> f.origin = (long) Json.number(parser, name);
      case "stepMs" -> f.stepMs = (long) Json.number(parser, name);
      case "yhat" -> f.yhat = floats(parser, name);
      case "yhatLower" -> f.yhatLower = floats(parser, name);
      case "yhatUpper" -> f.yhatUpper = floats(parser, name);
      case "level" -> f.level = Json.number(parser, name);
      case "model" -> model(parser, f);
      case "warmup" -> f.warmup = parser.getBooleanValue();
      case "imputed" -> f.imputed = parser.getBooleanValue();
      default -> parser.skipChildren();
    }
  }

  private static void model(JsonParser parser, Fields f) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Json.wrongType("model", "an object", parser.currentToken());
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "name" -> f.modelName = parser.getText();
        case "version" -> f.modelVersion = parser.getText();
        default -> parser.skipChildren();
      }
    }
  }

  private static float[] floats(JsonParser parser, String name) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Json.wrongType(name, "an array", parser.currentToken());
    }
    float[] values = new float[16];
    int n = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (n == MAX_HORIZON) {
        throw new BadRecordException(
            Reason.OUT_OF_RANGE, "'" + name + "' must have at most " + MAX_HORIZON + " values");
      }
      if (n == values.length) {
        values = Arrays.copyOf(values, 2 * n);
      }
      Json.number(parser, name);
      values[n++] = parser.getFloatValue();
    }
    return Arrays.copyOf(values, n);
  }

  private static <T> T need(String name, @Nullable T value) {
    if (value == null) {
      throw Json.missing(name);
    }
    return value;
  }

  /** What was found so far. */
  private static final class Fields {
    @Nullable String series;
    @Nullable Long origin;
    @Nullable Long stepMs;
    float @Nullable [] yhat;
    float @Nullable [] yhatLower;
    float @Nullable [] yhatUpper;
    @Nullable Double level;
    @Nullable String modelName;
    @Nullable String modelVersion;
    @Nullable Boolean warmup;
    @Nullable Boolean imputed;
  }
}
