package io.wavecast.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.registry.SchemaText.Reference;
import io.wavecast.registry.avro.AvroReader;
import io.wavecast.registry.protobuf.ProtobufSchema;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Readers of the schemas that values name, kept by id: a registry never changes the schema of an
 * id. What cannot be read is asked for again after half a minute. The schemas used last are kept.
 * Thread-safe.
 */
final class KnownSchemas {
  static final int MAX_KEPT = 1_000;
  static final Duration REFUSED_FOR = Duration.ofSeconds(30);

  private static final int MAX_REFERENCES = 100;

  private final SchemaRegistry registry;
  private final LongSupplier nanoClock;
  private final Map<Integer, Known> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Known> eldest) {
              return size() > MAX_KEPT;
            }
          });

  KnownSchemas(SchemaRegistry registry, LongSupplier nanoClock) {
    this.registry = registry;
    this.nanoClock = nanoClock;
  }

  /** Reads the payload behind the id as a tree. */
  @FunctionalInterface
  interface Reader {
    JsonNode read(byte[] value, int offset);
  }

  /**
   * A schema.
   *
   * @param reader of its values; JSON needs none
   * @param refusal why it cannot be used, empty if it can
   * @param at when it was asked for, ns
   */
  record Known(Kind kind, Reader reader, String refusal, long at) {}

  /**
   * A schema.
   *
   * @throws BadRecordException when it is unknown, or of no such kind, or cannot be used
   */
  Known get(int id, List<Kind> kinds) {
    Known schema = known.get(id);
    if (schema == null || isOutdated(schema)) {
      schema = ask(id, nanoClock.getAsLong());
      known.put(id, schema);
    }
    String refusal = schema.refusal;
    if (refusal.isEmpty() && !kinds.contains(schema.kind)) {
      refusal = "is of type " + schema.kind + ", not " + kinds.get(0);
    }
    if (!refusal.isEmpty()) {
      throw new BadRecordException(Reason.UNKNOWN_SCHEMA, "schema " + id + " " + refusal);
    }
    return schema;
  }

  private boolean isOutdated(Known schema) {
    return !schema.refusal.isEmpty() && nanoClock.getAsLong() - schema.at > REFUSED_FOR.toNanos();
  }

  private Known ask(int id, long now) {
    Reader none = (value, offset) -> MissingNode.getInstance();
    try {
      return registry
          .byId(id)
          .map(schema -> new Known(schema.kind(), reader(schema), "", now))
          .orElseGet(() -> new Known(Kind.OTHER, none, "is not known to the schema registry", now));
    } catch (IllegalArgumentException e) {
      return new Known(Kind.OTHER, none, "cannot be used: " + e.getMessage(), now);
    }
  }

  private Reader reader(SchemaText schema) {
    return switch (schema.kind()) {
      case AVRO -> AvroReader.of(schema.text(), List.copyOf(references(schema).values()))::read;
      case PROTOBUF -> {
        Map<String, String> imports = new HashMap<>();
        references(schema).forEach((reference, text) -> imports.put(reference.name(), text));
        yield ProtobufSchema.parse(schema.text(), imports)::read;
      }
      case JSON, OTHER -> (value, offset) -> MissingNode.getInstance();
    };
  }

  private Map<Reference, String> references(SchemaText schema) {
    Map<Reference, String> named = new LinkedHashMap<>();
    addReferences(schema, named);
    return named;
  }

  /** Adds the schemas that a schema names, each after those that it names itself. */
  private void addReferences(SchemaText schema, Map<Reference, String> named) {
    for (Reference reference : schema.references()) {
      if (named.containsKey(reference)) {
        continue;
      }
      if (named.size() == MAX_REFERENCES) {
        throw new IllegalArgumentException("more than " + MAX_REFERENCES + " references");
      }
      named.put(reference, "");
      SchemaText other =
          registry
              .byReference(reference)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the registry does not know version %d of subject '%s', which it refers to"
                              .formatted(reference.version(), reference.subject())));
      addReferences(other, named);
      named.remove(reference); // behind its own
      named.put(reference, other.text());
    }
  }
}
