package io.wavecast.registry;

import java.util.List;
import java.util.stream.Stream;

/**
 * A schema as a registry keeps it.
 *
 * @param kind its language
 * @param text the schema
 * @param references schemas of other subjects that it names, in the order of the registry
 */
public record SchemaText(Kind kind, String text, List<Reference> references) {
  public SchemaText {
    references = List.copyOf(references);
  }

  /** A schema without references. */
  public SchemaText(Kind kind, String text) {
    this(kind, text, List.of());
  }

  /** The language of a schema; the names are those of the registry. */
  public enum Kind {
    AVRO,
    JSON,
    PROTOBUF,
    /** One that this release does not know. */
    OTHER;

    static Kind of(String name) {
      return Stream.of(values()).filter(k -> k.name().equals(name)).findFirst().orElse(OTHER);
    }
  }

  /**
   * A schema under another subject.
   *
   * @param name of it in the schema that names it: a type of Avro, a file that Protobuf imports
   * @param subject where it is registered
   * @param version its number there, at least 1
   */
  public record Reference(String name, String subject, int version) {}
}
