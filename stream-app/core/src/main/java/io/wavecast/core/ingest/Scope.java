package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.wavecast.schemas.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A point of a record and what it is part of. A field is looked for in the point, then in each
 * enclosing element, then in the record.
 *
 * @param node the point
 * @param outer what it is part of; null for the record
 */
record Scope(JsonNode node, @Nullable Scope outer) {
  /** The innermost field at a path; null where there is none. */
  @Nullable JsonNode find(FieldPath path) {
    JsonNode found = path.find(node);
    return found != null || outer == null ? found : outer.find(path);
  }

  /**
   * The text of a field.
   *
   * @throws io.wavecast.schemas.BadRecordException when it is absent, or an object or array
   */
  String text(FieldPath path) {
    JsonNode found = find(path);
    if (found == null) {
      throw Json.missing(path.text());
    }
    if (!found.isValueNode()) {
      throw Json.wrongType(path.text(), "text, a number or a boolean", found.asToken());
    }
    return found.asText();
  }
}
