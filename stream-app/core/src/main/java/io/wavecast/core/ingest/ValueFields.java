package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.wavecast.schemas.json.Json;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which values a point has.
 *
 * <ul>
 *   <li>one: it must be there
 *   <li>several by name: each that is there counts, at least one must be
 *   <li>all numbers of an object, each under its own name
 * </ul>
 *
 * @param fields the fields and their names
 * @param object the object whose numbers are the values; null: the fields are
 * @param decimal sign before the decimals of a value that is text
 */
public record ValueFields(List<Field> fields, @Nullable FieldPath object, DecimalSign decimal)
    implements Serializable {
  /** A point has no value of its own: it counts as 1. */
  public static final ValueFields NONE = new ValueFields(List.of(), null);

  /** Ends a path to an object whose numbers are the values. */
  private static final String ALL = "/*";

  private static final JsonNode ONE = IntNode.valueOf(1);

  /**
   * A field that holds a value of a point.
   *
   * @param name for {@code {value}} in the key; empty for the only value
   */
  public record Field(String name, FieldPath path) implements Serializable {}

  public ValueFields {
    fields = List.copyOf(fields);
  }

  private ValueFields(List<Field> fields, @Nullable FieldPath object) {
    this(fields, object, DecimalSign.POINT);
  }

  /** The same values, with another decimal sign. */
  public ValueFields withDecimal(DecimalSign other) {
    return new ValueFields(fields, object, other);
  }

  /** A point has one value, at a path that may end with {@code /*}: then all numbers there. */
  public static ValueFields at(String path) {
    return path.endsWith(ALL)
        ? new ValueFields(List.of(), path(path.substring(0, path.length() - ALL.length()), path))
        : new ValueFields(List.of(new Field("", path(path, path))), null);
  }

  /** A path without {@code *}, which is no name of a field here. */
  private static FieldPath path(String text, String given) {
    FieldPath path = FieldPath.of(text);
    boolean hasAll =
        path.alternatives().stream()
            .flatMap(List::stream)
            .anyMatch(step -> step instanceof FieldPath.Child child && child.name().equals("*"));
    if (hasAll) {
      throw new IllegalArgumentException(
          "path to values must have * only as its last part, and none where values have names, got: '"
              + given
              + "'");
    }
    return path;
  }

  /**
   * A point has several values.
   *
   * @param paths by name, at least one
   */
  public static ValueFields named(Map<String, String> paths) {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("values must have at least one name and its path");
    }
    return new ValueFields(
        paths.entrySet().stream()
            .map(each -> new Field(each.getKey(), path(each.getValue(), each.getValue())))
            .toList(),
        null);
  }

  /** Whether a point may have more than one. */
  boolean areSeveral() {
    return object != null || fields.size() > 1;
  }

  /** Whether a name of a value is one of others, too; of objects, if they are the same. */
  boolean shareNamesWith(ValueFields others) {
    Set<String> names = fields.stream().map(Field::name).collect(Collectors.toSet());
    return object != null
        ? object.equals(others.object)
        : others.fields.stream().anyMatch(field -> names.contains(field.name()));
  }

  /** Where the value of a name is, as it is configured; the name itself in an object. */
  String pathOf(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(field -> field.path().text())
        .findFirst()
        .orElse(name);
  }

  /**
   * The values of a point by name, as they are.
   *
   * @throws io.wavecast.schemas.BadRecordException when there is none
   */
  Map<String, JsonNode> of(Scope point) {
    if (object != null) {
      return numbers(point, object);
    }
    if (fields.size() == 1) {
      Field only = fields.get(0);
      JsonNode value = point.find(only.path());
      if (value == null) {
        throw Json.missing(only.path().text());
      }
      return Map.of(only.name(), value);
    }
    if (fields.isEmpty()) {
      return Map.of("", ONE);
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (Field field : fields) {
      JsonNode value = point.find(field.path());
      if (value != null) {
        values.put(field.name(), value);
      }
    }
    if (values.isEmpty()) {
      throw Json.missing(
          fields.stream().map(f -> f.path().text()).collect(Collectors.joining(" or ")));
    }
    return values;
  }

  private static Map<String, JsonNode> numbers(Scope point, FieldPath object) {
    JsonNode all = point.find(object);
    if (all == null) {
      throw Json.missing(object.text());
    }
    if (!all.isObject()) {
      throw Json.wrongType(object.text(), "an object", all.asToken());
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : all.properties()) {
      if (each.getValue().isNumber()) {
        values.put(each.getKey(), each.getValue());
      }
    }
    if (values.isEmpty()) {
      throw Json.missing(object.text() + ALL);
    }
    return values;
  }
}
