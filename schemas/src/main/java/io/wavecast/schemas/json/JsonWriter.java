package io.wavecast.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
   * The fields of an object, in order.
   *
   * @param namesAndValues name, value, name, value ...
   */
  public static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return fields;
  }

  /** One object in one line; the arguments are those of {@link #fields}. */
  public static String line(@Nullable Object... namesAndValues) {
    return new String(value(fields(namesAndValues)), StandardCharsets.UTF_8);
  }

  /**
   * A document in UTF-8.
   *
   * @param value text, a number, a boolean or null, a list of such values, an array of floats, or a
   *     map from names to values; a number that is not finite becomes null
   */
  public static byte[] value(Object value) {
    return document(json -> value(json, value));
  }

  /**
   * A document over several lines, indented; numbers as {@link Double#toString} writes them.
   *
   * @param value as in {@link #value(Object)}
   */
  public static String indented(Object value) {
    byte[] bytes =
        document(
            json -> {
              json.useDefaultPrettyPrinter();
              json.disable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER.mappedFeature());
              value(json, value);
            });
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null || (value instanceof Number n && !Double.isFinite(n.doubleValue()))) {
      json.writeNull();
    } else if (value instanceof Map<?, ?> fields) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        json.writeFieldName(String.valueOf(field.getKey()));
        value(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof float[] numbers) {
      json.writeStartArray();
      for (float number : numbers) {
        value(json, number);
      }
      json.writeEndArray();
    } else if (value instanceof Double d) {
      json.writeNumber(d);
    } else if (value instanceof Float f) {
      json.writeNumber(f);
    } else if (value instanceof Number n) {
      json.writeNumber(n.longValue());
    } else if (value instanceof Boolean b) {
      json.writeBoolean(b);
    } else {
      json.writeString(String.valueOf(value));
    }
  }
}
