package io.wavecast.deploy;

import io.wavecast.config.Field;
import io.wavecast.config.Key;
import io.wavecast.config.Keys;
import io.wavecast.config.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON Schema of a configuration file, generated from {@link Keys}. */
final class ConfigSchema {
  private static final String KAFKA = "Properties of Kafka's clients.";
  private static final String FILE = "^\\$\\{file:[^}]+}$";

  private final Map<String, Object> nested = new TreeMap<>();

  private ConfigSchema() {}

  /** The schema, in which a key may be written nested or flat. */
  static Map<String, Object> of() {
    ConfigSchema schema = new ConfigSchema();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Configuration of Wavecast");
    root.putAll(schema.object(""));
    root.put("$defs", schema.nested);
    return root;
  }

  /** The keys below a prefix, which ends with a dot unless it is empty. */
  private Map<String, Object> object(String prefix) {
    Map<String, Object> properties = new TreeMap<>();
    for (Key<?> key : Keys.ALL) {
      if (key.name().startsWith(prefix)) {
        String name = key.name().substring(prefix.length());
        properties.put(name, value(key));
        if (key.type().name().equals("map")) {
          properties(key.type().fields()).forEach((of, is) -> properties.put(name + "." + of, is));
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
          properties.put(name.substring(0, dot), reference(prefix + name.substring(0, dot)));
        }
      }
    }
    Map<String, Object> object = closed(properties);
    if (prefix.isEmpty()) {
      properties.put("kafka", Map.of("type", "object", "description", KAFKA));
      object.put("patternProperties", Map.of("^kafka\\.", Map.of("description", KAFKA)));
    }
    return object;
  }

  private Map<String, Object> reference(String name) {
    if (!nested.containsKey(name)) {
      nested.put(name, Map.of());
      nested.put(name, object(name + "."));
    }
    return Map.of("$ref", "#/$defs/" + name);
  }

  private static Map<String, Object> value(Key<?> key) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("description", key.help() + ". Must be " + key.type().range() + ".");
    value.put("anyOf", forms(key.type()));
    return value;
  }

  private static List<Object> forms(Type<?> type) {
    List<Object> forms = new ArrayList<>();
    switch (type.name()) {
      case "integer", "port" -> forms.add(Map.of("type", "integer"));
      case "share" -> forms.add(Map.of("type", "number"));
      case "flag" -> forms.add(Map.of("type", "boolean"));
      case "choice" -> forms.add(Map.of("enum", type.choices()));
      case "list" -> forms.add(Map.of("type", "array", "items", Map.of("type", "string")));
      case "map" -> forms.add(fields(type.fields()));
      case "objects" -> forms.add(Map.of("type", "array", "items", fields(type.fields())));
      case "size" -> forms.add(Map.of("type", List.of("string", "integer")));
      default -> forms.add(Map.of("type", "string"));
    }
    if (type.range().endsWith(", or empty")) {
      forms.add(Map.of("type", "null"));
      forms.add(Map.of("const", ""));
    }
    boolean hasText = List.of("list", "map").contains(type.name());
    forms.add(hasText ? Map.of("type", "string") : Map.of("type", "string", "pattern", FILE));
    return forms;
  }

  private static Map<String, Object> fields(List<Field> fields) {
    return closed(properties(fields));
  }

  private static Map<String, Object> properties(List<Field> fields) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field field : fields) {
      properties.put(
          field.name(), Map.of("type", field.kinds(), "description", field.help() + "."));
    }
    return properties;
  }

  private static Map<String, Object> closed(Map<String, Object> properties) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    object.put("additionalProperties", false);
    return object;
  }
}
