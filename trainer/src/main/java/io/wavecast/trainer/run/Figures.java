package io.wavecast.trainer.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.trainer.fit.Curve;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results for programs: one JSON object whose fields keep their order. Not thread-safe. */
public final class Figures {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  /**
   * Adds a field.
   *
   * @param value a number, a string, a boolean, null, other figures, a map, or a list of these
   */
  public Figures put(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  /** Adds a learning curve as the field {@code curve}. */
  public Figures put(Curve curve) {
    return put(
        "curve",
        curve.points().stream()
            .map(
                point ->
                    new Figures()
                        .put("step", point.step())
                        .put("trainLoss", point.trainLoss())
                        .put("validScore", point.validScore()))
            .toList());
  }

  /** The object, indented. */
  public String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      write(json, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Figures figures) {
      write(json, figures.fields);
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : map.entrySet()) {
        json.writeFieldName(String.valueOf(field.getKey()));
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value == null) {
      json.writeNull();
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Long || value instanceof Integer) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof String text) {
      json.writeString(text);
    } else {
      throw new IllegalArgumentException("no JSON form for " + value.getClass());
    }
  }
}
