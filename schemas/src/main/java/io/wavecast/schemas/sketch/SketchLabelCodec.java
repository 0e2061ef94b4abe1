package io.wavecast.schemas.sketch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.json.Json;
import io.wavecast.schemas.json.ModelRefs;
import io.wavecast.schemas.sketch.SketchLabel.Guess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes labels of sketches as JSON. Fields that it does not know are skipped. Stateless;
 * any thread may use it.
 */
public final class SketchLabelCodec {
  private static final int MAX_TOP = 1000;

  private SketchLabelCodec() {}

  /** The label as a JSON object in UTF-8. */
  public static byte[] write(SketchLabel label) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(384);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("sketchId", label.sketchId());
      json.writeNumberField("timestamp", label.timestamp());
      json.writeArrayFieldStart("top");
      for (Guess guess : label.top()) {
        json.writeStartObject();
        json.writeStringField("label", guess.label());
        json.writeNumberField("probability", guess.probability());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("points", label.points());
      if (label.seen().isPresent()) {
        json.writeNumberField("seen", label.seen().getAsDouble());
      } else {
        json.writeNullField("seen");
      }
      json.writeBooleanField("final", label.isFinal());
      ModelRefs.write(json, "model", label.model());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold no label
   */
  public static SketchLabel read(byte[] value) {
    Found f = new Found();
    try (JsonParser parser = Json.FACTORY.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRecordException(Reason.WRONG_TYPE, "a sketch label must be a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "sketchId" -> f.sketchId = parser.getText();
          case "timestamp" -> f.timestamp = (long) Json.number(parser, name);
          case "top" -> f.top = top(parser);
          case "points" -> f.points = (int) Json.number(parser, name);
          case "seen" -> f.seen = seen(parser);
          case "final" -> f.isFinal = parser.getBooleanValue();
          case "model" -> f.model = ModelRefs.read(parser, name);
          default -> parser.skipChildren();
        }
      }
      Json.end(parser);
    } catch (IOException e) {
      throw Json.malformed(e);
    }
    try {
      return new SketchLabel(
          need("sketchId", f.sketchId),
          need("timestamp", f.timestamp),
          need("top", f.top),
          need("points", f.points),
          f.seen,
          need("final", f.isFinal),
          need("model", f.model));
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(Reason.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
    }
  }

  private static OptionalDouble seen(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL
        ? OptionalDouble.empty()
        : OptionalDouble.of(Json.number(parser, "seen"));
  }

  private static List<Guess> top(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Json.wrongType("top", "an array of classes", parser.currentToken());
    }
    List<Guess> top = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT || top.size() == MAX_TOP) {
        throw Json.wrongType("top", "at most 1000 objects", parser.currentToken());
      }
      String label = null;
      Float probability = null;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "label" -> label = parser.getText();
          case "probability" -> probability = (float) Json.number(parser, name);
          default -> parser.skipChildren();
        }
      }
      top.add(new Guess(need("top.label", label), need("top.probability", probability)));
    }
    return top;
  }

  private static <T> T need(String name, @Nullable T value) {
    if (value == null) {
      throw Json.missing(name);
    }
    return value;
  }

  /** What was found so far. */
  private static final class Found {
    @Nullable String sketchId;
    @Nullable Long timestamp;
    @Nullable List<Guess> top;
    @Nullable Integer points;
    OptionalDouble seen = OptionalDouble.empty();
    @Nullable Boolean isFinal;
    @Nullable ModelRef model;
  }
}
