package io.wavecast.schemas.sketch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.json.Json;
import io.wavecast.schemas.json.RecordKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes sketches as JSON. The record's key names the drawing; strokes stand as in Quick,
 * Draw!: {@code [[[x...], [y...]], ...]}, and what else a stroke holds (times) is skipped, as are
 * fields that are not known. Their name there, {@code drawing}, is read too. Stateless; any thread
 * may use it.
 */
public final class SketchCodec {
  /** Longest value of a record, bytes. */
  public static final int MAX_BYTES = 256 << 10;

  private SketchCodec() {}

  /** The sketch as a JSON object in UTF-8; its time travels as the record's. */
  public static byte[] write(Sketch sketch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("sketchId", sketch.sketchId());
      json.writeArrayFieldStart("strokes");
      for (Stroke stroke : sketch.strokes()) {
        json.writeStartArray();
        numbers(json, stroke.x());
        numbers(json, stroke.y());
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeBooleanField("finished", sketch.finished());
      if (sketch.total().isPresent()) {
        json.writeNumberField("total", sketch.total().getAsInt());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void numbers(JsonGenerator json, float[] values) throws IOException {
    json.writeStartArray();
    for (float value : values) {
      if (value == (int) value) {
        json.writeNumber((int) value);
      } else {
        json.writeNumber(value);
      }
    }
    json.writeEndArray();
  }

  /**
   * Reads one record.
   *
   * @param key the record's key: the drawing's name in UTF-8. A field {@code sketchId} may be
   *     absent, but must not name another
   * @param value the record's value
   * @param recordTime the record's own time, ms since the epoch
   * @throws BadRecordException when the record holds no sketch
   */
  public static Sketch read(byte @Nullable [] key, byte @Nullable [] value, long recordTime) {
    if (value == null || value.length == 0) {
      throw new BadRecordException(Reason.MALFORMED, "value must be JSON, got nothing");
    }
    if (value.length > MAX_BYTES) {
      throw new BadRecordException(
          Reason.TOO_LARGE,
          "value must have at most " + MAX_BYTES + " bytes, got: " + value.length);
    }
    String id = RecordKey.text(key, "the sketch's id");
    Fields f = new Fields();
    try (JsonParser parser = Json.FACTORY.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRecordException(Reason.WRONG_TYPE, "a sketch must be a JSON object");
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
    if (f.id != null && !f.id.equals(id)) {
      throw new BadRecordException(
          Reason.BAD_SERIES, "sketchId must be the record's key or absent, got: " + f.id);
    }
    if (f.strokes == null) {
      throw Json.missing("strokes");
    }
    return new Sketch(id, recordTime, f.strokes, f.finished, f.total);
  }

  private static void field(JsonParser parser, String name, Fields f) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return; // as if it were absent
    }
    switch (name) {
      case "sketchId" -> f.id = parser.getText();
      case "strokes", "drawing" -> f.strokes = strokes(parser);
      case "finished" -> f.finished = flag(parser);
      case "total" -> f.total = total(parser);
      default -> parser.skipChildren();
    }
  }

  private static boolean flag(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw Json.wrongType("finished", "true or false", token);
    }
    return token == JsonToken.VALUE_TRUE;
  }

  private static OptionalInt total(JsonParser parser) throws IOException {
    double total = Json.number(parser, "total");
    if (total != Math.rint(total) || Math.abs(total) > Integer.MAX_VALUE) {
      throw new BadRecordException(
          Reason.OUT_OF_RANGE, "total of a sketch must be a whole number, got: " + total);
    }
    return OptionalInt.of((int) total);
  }

  private static List<Stroke> strokes(JsonParser parser) throws IOException {
    List<Stroke> strokes = new ArrayList<>();
    array(parser, "strokes");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array(parser, "strokes");
      if (strokes.size() == Sketch.MAX_POINTS) {
        throw new BadRecordException(
            Reason.OUT_OF_RANGE, "strokes must hold at most " + Sketch.MAX_POINTS + " strokes");
      }
      parser.nextToken();
      float[] x = numbers(parser);
      parser.nextToken();
      float[] y = numbers(parser);
      strokes.add(new Stroke(x, y));
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        parser.skipChildren();
      }
    }
    return strokes;
  }

  private static float[] numbers(JsonParser parser) throws IOException {
    array(parser, "strokes");
    float[] values = new float[16];
    int n = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (n > Sketch.MAX_POINTS) {
        throw new BadRecordException(
            Reason.OUT_OF_RANGE,
            "a stroke must have at most " + Sketch.MAX_POINTS + " points, got more");
      }
      if (n == values.length) {
        values = Arrays.copyOf(values, 2 * n);
      }
      values[n++] = (float) Json.number(parser, "strokes");
    }
    return Arrays.copyOf(values, n);
  }

  private static void array(JsonParser parser, String field) {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.START_ARRAY) {
      throw Json.wrongType(field, "[[[x, ...], [y, ...]], ...]", token);
    }
  }

  /** What was found so far. */
  private static final class Fields {
    @Nullable String id;
    @Nullable List<Stroke> strokes;
    boolean finished;
    OptionalInt total = OptionalInt.empty();
  }
}
