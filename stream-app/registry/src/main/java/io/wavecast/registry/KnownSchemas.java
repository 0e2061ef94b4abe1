package io.wavecast.registry;

import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.registry.SchemaText.Reference;
import io.wavecast.registry.avro.AvroSchemas;
import io.wavecast.registry.avro.AvroToJson;
import io.wavecast.registry.protobuf.ProtobufSchema;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Readers of the schemas that values name, kept by id: a registry never changes the schema of an
 * id. What cannot be read is asked for again after half a minute. The schemas used last are kept,
 * and apart from them the ids refused last, so that unknown ids drop no schema. Thread-safe.
 */
final class KnownSchemas {
  static final int MAX_KEPT = 1_000;
  static final Duration REFUSED_FOR = Duration.ofSeconds(30);

  private static final int MAX_REFERENCES = 100;

  private final SchemaRegistry registry;
  private final LongSupplier nanoClock;
  private final Map<Integer, Kept> usable = newest();
  private final Map<Integer, Kept> refused = newest();

  KnownSchemas(SchemaRegistry registry, LongSupplier nanoClock) {
    this.registry = registry;
    this.nanoClock = nanoClock;
  }

  /** Reads the payload behind the id. */
  @FunctionalInterface
  interface Reader {
    byte[] read(byte[] value);
  }

  /** A reader, or why there is none. */
  private record Kept(Kind kind, Reader reader, String refusal, long at) {}

  /**
   * The reader of a schema.
   *
   * @throws BadRecordException when the schema is unknown, or not of that kind, or cannot be used
   */
  Reader reader(int id, List<Kind> kinds) {
    Kept known = usable.get(id);
    if (known == null) {
      known = refused.get(id);
    }
    if (known == null || isOver(known)) {
      known = ask(id);
      refused.remove(id);
      (known.refusal.isEmpty() ? usable : refused).put(id, known);
    }
    String refusal = known.refusal;
    if (refusal.isEmpty() && !kinds.contains(known.kind)) {
      refusal = "is of type " + known.kind + ", not " + kinds.get(0);
    }
    if (!refusal.isEmpty()) {
      throw new BadRecordException(Reason.UNKNOWN_SCHEMA, "schema " + id + " " + refusal);
    }
    return known.reader;
  }

  private boolean isOver(Kept known) {
    return !known.refusal.isEmpty() && nanoClock.getAsLong() - known.at > REFUSED_FOR.toNanos();
  }

  private static <V> Map<Integer, V> newest() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
            return size() > MAX_KEPT;
          }
        });
  }

  private Kept ask(int id) {
    Optional<SchemaText> found;
    try {
      found = registry.byId(id);
    } catch (IllegalArgumentException e) {
      return refused(Kind.OTHER, "cannot be used: " + e.getMessage());
    }
    return found
        .map(
            schema ->
                switch (schema.kind()) {
                  case AVRO -> avro(schema);
                  case JSON -> known(Kind.JSON, KnownSchemas::payload);
                  case PROTOBUF -> protobuf(schema);
                  case OTHER ->
                      refused(schema.kind(), "is of type " + schema.kind() + ", not read");
                })
        .orElseGet(() -> refused(Kind.OTHER, "is not known to the schema registry"));
  }

  private Kept avro(SchemaText schema) {
    Map<Reference, String> named = new LinkedHashMap<>();
    try {
      addReferences(schema, named);
      AvroToJson reader =
          new AvroToJson(AvroSchemas.parse(schema.text(), List.copyOf(named.values())));
      return known(Kind.AVRO, value -> reader.read(value, WireFormat.HEADER));
    } catch (IllegalArgumentException e) {
      return refused(Kind.AVRO, "cannot be used: " + e.getMessage());
    }
  }

  private Kept protobuf(SchemaText schema) {
    Map<Reference, String> named = new LinkedHashMap<>();
    try {
      addReferences(schema, named);
      Map<String, String> imports = new HashMap<>();
      named.forEach((reference, text) -> imports.put(reference.name(), text));
      ProtobufSchema reader = ProtobufSchema.parse(schema.text(), imports);
      return known(Kind.PROTOBUF, value -> reader.read(value, WireFormat.HEADER));
    } catch (IllegalArgumentException e) {
      return refused(Kind.PROTOBUF, "cannot be used: " + e.getMessage());
    }
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
      Optional<SchemaText> other = registry.byReference(reference);
      if (other.isEmpty()) {
        throw new IllegalArgumentException(
            "the registry does not know version %d of subject '%s', which it refers to"
                .formatted(reference.version(), reference.subject()));
      }
      addReferences(other.get(), named);
      named.remove(reference); // behind its own
      named.put(reference, other.get().text());
    }
  }

  private static byte[] payload(byte[] value) {
    return Arrays.copyOfRange(value, WireFormat.HEADER, value.length);
  }

  private Kept known(Kind kind, Reader reader) {
    return new Kept(kind, reader, "", 0);
  }

  private Kept refused(Kind kind, String refusal) {
    return new Kept(kind, value -> value, refusal, nanoClock.getAsLong());
  }
}
