package io.wavecast.registry;

import io.wavecast.core.stream.ValueEncoder;
import io.wavecast.core.text.FailureException;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.registry.avro.AvroSchemas;
import io.wavecast.registry.avro.JsonToAvro;
import io.wavecast.schemas.EventSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in the wire format of a schema registry. The schema of a topic is registered, or
 * looked up, before its first event; its id is kept. Topics that it does not know stay JSON.
 * Thread-safe.
 */
public final class RegistryEncoder implements ValueEncoder {
  private static final long serialVersionUID = 1L;

  private final RegistrySource source;
  private final Map<String, EventSchema> topics;
  private final ValueFormat format;
  private final Subjects subjects;
  private final boolean autoRegister;
  private transient volatile @Nullable Map<String, Target> targets;

  /**
   * @param source opens the client
   * @param topics the events of each topic
   * @param format with schema
   * @param subjects names of subjects
   * @param autoRegister whether schemas are registered; else the newest one of each subject is used
   */
  public RegistryEncoder(
      RegistrySource source,
      Map<String, EventSchema> topics,
      ValueFormat format,
      Subjects subjects,
      boolean autoRegister) {
    this.source = source;
    this.topics = Map.copyOf(topics);
    this.format = format;
    this.subjects = subjects;
    this.autoRegister = autoRegister;
  }

  /**
   * How events of a topic are written.
   *
   * @param avro null where they stay JSON
   */
  private record Target(int id, @Nullable JsonToAvro avro) {}

  @Override
  public byte[] encode(String topic, byte[] json) {
    EventSchema schema = topics.get(topic);
    if (schema == null) {
      return json;
    }
    Target target = target(topic, schema);
    JsonToAvro avro = target.avro();
    return WireFormat.write(target.id(), avro == null ? json : avro.write(json));
  }

  /**
   * Asks for the schemas of all topics, so that the first event finds them.
   *
   * @throws io.wavecast.core.stream.UnavailableException when the registry does not answer
   * @throws FailureException when it refuses a schema, or has none that fits
   */
  public void prepare() {
    topics.forEach(this::target);
  }

  private Target target(String topic, EventSchema schema) {
    Map<String, Target> known = targets;
    if (known == null) {
      known = new ConcurrentHashMap<>();
      targets = known;
    }
    Target target = known.get(topic);
    if (target == null) {
      target = ask(topic, schema);
      known.put(topic, target);
    }
    return target;
  }

  private Target ask(String topic, EventSchema schema) {
    String subject = subjects.of(topic, schema.fullName());
    boolean isAvro = format == ValueFormat.AVRO;
    Schema own = AvroSchemas.parse(schema.avro(), List.of());
    if (autoRegister) {
      String text = isAvro ? own.toString() : schema.jsonSchema();
      int id = source.client().register(subject, new SchemaText(format.kind(), text));
      return new Target(id, isAvro ? new JsonToAvro(own) : null);
    }
    Registered latest =
        source
            .client()
            .latest(subject)
            .orElseThrow(
                () ->
                    new FailureException(
                        "subject '%s' has no schema, and schema.registry.auto-register=false"
                            .formatted(subject)));
    return new Target(
        latest.id(),
        isAvro ? writer(subject, latest.schema(), own) : requireJson(subject, latest.schema()));
  }

  /** The writer by the subject's schema, which must be able to take these events. */
  private static JsonToAvro writer(String subject, SchemaText latest, Schema own) {
    requireKind(subject, latest, Kind.AVRO);
    Schema schema;
    try {
      schema = AvroSchemas.parse(latest.text(), List.of());
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          "schema of subject '%s': %s".formatted(subject, e.getMessage()), e);
    }
    String why = AvroSchemas.incompatibility(schema, own);
    if (!why.isEmpty()) {
      throw new FailureException(
          "newest schema of subject '%s' cannot take the events: %s".formatted(subject, why));
    }
    return new JsonToAvro(schema);
  }

  private static @Nullable JsonToAvro requireJson(String subject, SchemaText latest) {
    requireKind(subject, latest, Kind.JSON);
    return null;
  }

  private static void requireKind(String subject, SchemaText latest, Kind kind) {
    if (latest.kind() != kind) {
      throw new FailureException(
          "newest schema of subject '%s' must be of type %s, got: %s"
              .formatted(subject, kind, latest.kind()));
    }
  }
}
