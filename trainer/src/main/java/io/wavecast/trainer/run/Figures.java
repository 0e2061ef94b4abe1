package io.wavecast.trainer.run;

import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.trainer.fit.Curve;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results for programs: one JSON object whose fields keep their order. Not thread-safe. */
public final class Figures {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  /**
   * Adds a field.
   *
   * @param value a number, a string, a boolean, null, other figures, a map, or a list of these
   * @throws IllegalArgumentException when it is none of them
   */
  public Figures put(String name, @Nullable Object value) {
    fields.put(name, plain(value));
    return this;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Figures::plain).toList();
    }
    if (value instanceof Figures figures) {
      return figures.fields;
    }
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Map) {
      return value;
    }
    throw new IllegalArgumentException("no JSON form for " + value.getClass());
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
                        .put("validScore", point.validScore())
                        .put(
                            "validLoss",
                            Double.isNaN(point.validLoss()) ? null : point.validLoss()))
            .toList());
  }

  /** The object, indented. */
  public String json() {
    return JsonWriter.indented(fields);
  }
}
