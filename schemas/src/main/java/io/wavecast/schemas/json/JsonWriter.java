package io.wavecast.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON documents with streaming Jackson: answers of the API, results of commands, requests,
 * and events that are rare. {@link JsonText} is faster. Thread-safe.
 */
public final class JsonWriter {
  private JsonWriter() {}

  /** Writes what a document contains. */
  @FunctionalInterface
  public interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** A document in UTF-8. */
  public static byte[] document(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A document that is one object, in UTF-8. */
  public static byte[] object(Body fields) {
    return document(
        json -> {
          json.writeStartObject();
          fields.write(json);
          json.writeEndObject();
        });
  }

  /**
   * One object in one line.
   *
   * @param namesAndValues name, value, name, value ...; values are text, numbers, booleans or lists
   *     of them
   */
  public static String line(Object... namesAndValues) {
    byte[] bytes =
        object(
            json -> {
              for (int i = 0; i < namesAndValues.length; i += 2) {
                json.writeFieldName(String.valueOf(namesAndValues[i]));
                value(json, namesAndValues[i + 1]);
              }
            });
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Double d) {
      json.writeNumber(d);
    } else if (value instanceof Number n) {
      json.writeNumber(n.longValue());
    } else if (value instanceof Boolean b) {
      json.writeBoolean(b);
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(json, element);
      }
      json.writeEndArray();
    } else {
      json.writeString(String.valueOf(value));
    }
  }

  /** A number; null where it is not finite. */
  public static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
