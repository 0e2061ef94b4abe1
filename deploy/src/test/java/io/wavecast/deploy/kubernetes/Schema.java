package io.wavecast.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Compares an object with the schema of its CustomResourceDefinition. Other than the API server,
 * which drops unknown fields, it reports them.
 */
final class Schema {
  private Schema() {}

  /** Violations of a schema, as messages; an unknown field is one. */
  static List<String> wrong(JsonNode value, JsonNode schema, String at) {
    List<String> wrong = new ArrayList<>();
    if (!fits(value, schema)) {
      wrong.add(at + " must be " + schema.path("type").asText());
      return wrong;
    }
    if (schema.has("enum")
        && StreamSupport.stream(schema.path("enum").spliterator(), false)
            .noneMatch(value::equals)) {
      wrong.add(at + " must be one of " + schema.path("enum"));
    }
    JsonNode fields = schema.path("properties");
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        wrong.add(at + "/" + required.asText() + " is required");
      }
    }
    // Kubernetes itself defines the metadata of every object
    boolean open = schema.path("type").asText().equals("object") && fields.isMissingNode();
    value
        .properties()
        .forEach(
            field -> {
              String place = at + "/" + field.getKey();
              JsonNode known = fields.path(field.getKey());
              if (known.isMissingNode() && schema.has("additionalProperties")) {
                known = schema.path("additionalProperties");
              }
              if (known.isObject()) {
                wrong.addAll(wrong(field.getValue(), known, place));
              } else if (!open && !(at.isEmpty() && isOfEveryObject(field.getKey()))) {
                wrong.add(place + " is unknown");
              }
            });
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        wrong.addAll(wrong(value.get(i), schema.path("items"), at + "/" + i));
      }
    }
    return wrong;
  }

  private static boolean isOfEveryObject(String field) {
    return List.of("apiVersion", "kind", "metadata").contains(field);
  }

  private static boolean fits(JsonNode value, JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isInt() || value.isTextual();
    }
    return switch (schema.path("type").asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      default -> true;
    };
  }
}
