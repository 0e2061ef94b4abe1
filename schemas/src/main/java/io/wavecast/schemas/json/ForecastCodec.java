package io.wavecast.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.Forecast;
import io.wavecast.schemas.ModelRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes forecasts as JSON. Fields that it does not know are skipped, so that what a
 * later release writes can be read. Stateless; any thread may use it.
 */
public final class ForecastCodec {
  private static final int MAX_HORIZON = 1000;

  private ForecastCodec() {}

  /** The forecast as a JSON object in UTF-8, its fields in the order of the record. */
  public static byte[] write(Forecast forecast) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(640);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("series", forecast.series());
      json.writeNumberField("origin", forecast.origin());
      json.writeNumberField("stepMs", forecast.stepMs());
      floats(json, "yhat", forecast.yhat());
      floats(json, "yhatLower", forecast.yhatLower());
      floats(json, "yhatUpper", forecast.yhatUpper());
      json.writeNumberField("level", forecast.level());
      json.writeObjectFieldStart("model");
      json.writeStringField("name", forecast.model().name());
      json.writeStringField("version", forecast.model().version());
      json.writeEndObject();
      json.writeBooleanField("warmup", forecast.warmup());
      json.writeBooleanField("imputed", forecast.imputed());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
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

  private static void floats(JsonGenerator json, String name, float[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
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
