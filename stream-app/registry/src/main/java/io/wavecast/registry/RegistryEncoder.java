package io.wavecast.registry;

import io.wavecast.core.stream.ValueEncoder;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.registry.avro.AvroWriter;
import io.wavecast.schemas.EventSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in the wire format of a schema registry. The schema of a topic is registered, or
 * looked up, before its first event, under the subject {@code TOPIC-value}; its id is kept. Topics
 * that it does not know stay JSON. Thread-safe.
 */
public final class RegistryEncoder implements ValueEncoder {
  private static final long serialVersionUID = 1L;

  private final RegistrySource source;
  private final Map<String, EventSchema> topics;
  private final Kind kind;
  private final boolean autoRegister;
  private final transient Map<String, Target> targets = new ConcurrentHashMap<>();

  /**
   * @param source opens the client
   * @param topics the events of each topic
   * @param kind Avro or JSON
   * @param autoRegister whether schemas are registered; else they must be
   */
  public RegistryEncoder(
      RegistrySource source, Map<String, EventSchema> topics, Kind kind, boolean autoRegister) {
    this.source = source;
    this.topics = Map.copyOf(topics);
    this.kind = kind;
    this.autoRegister = autoRegister;
  }

  /**
   * How events of a topic are written.
   *
   * @param avro null where they stay JSON
   */
  private record Target(int id, @Nullable AvroWriter avro) {}

  @Override
  public byte[] encode(String topic, byte[] json) {
    EventSchema schema = topics.get(topic);
    if (schema == null) {
      return json;
    }
    Target target = target(topic, schema);
    AvroWriter avro = target.avro();
    return WireFormat.write(target.id(), avro == null ? json : avro.write(json));
  }

  /**
   * Asks for the schemas of all topics, so that the first event finds them.
   *
   * @throws io.wavecast.core.stream.UnavailableException when the registry does not answer
   * @throws io.wavecast.core.text.FailureException when it refuses a schema, or does not have it
   */
  public void prepare() {
    topics.forEach(this::target);
  }

  private Target target(String topic, EventSchema schema) {
    return targets.computeIfAbsent(topic, t -> ask(t + "-value", schema));
  }

  private Object readResolve() {
    return new RegistryEncoder(source, topics, kind, autoRegister);
  }

  private Target ask(String subject, EventSchema schema) {
    boolean isAvro = kind == Kind.AVRO;
    SchemaText text = new SchemaText(kind, isAvro ? schema.avro() : schema.jsonSchema());
    int id = source.client().id(subject, text, autoRegister);
    return new Target(id, isAvro ? new AvroWriter(schema) : null);
  }
}
