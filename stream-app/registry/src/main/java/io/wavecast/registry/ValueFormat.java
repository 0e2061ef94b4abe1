package io.wavecast.registry;

import io.wavecast.registry.SchemaText.Kind;

/** How the values of a topic are written. */
public enum ValueFormat {
  /** JSON alone; no schema registry. */
  JSON(Kind.OTHER),
  /** Avro in the wire format of a schema registry. */
  AVRO(Kind.AVRO),
  /** JSON in the wire format of a schema registry. */
  JSON_SCHEMA(Kind.JSON);

  private final Kind kind;

  ValueFormat(Kind kind) {
    this.kind = kind;
  }

  /** Whether values carry the id of a schema. */
  public boolean hasSchema() {
    return this != JSON;
  }

  /** The language of the schemas. */
  public Kind kind() {
    return kind;
  }
}
