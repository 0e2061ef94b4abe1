package io.wavecast.registry;

import io.wavecast.core.stream.ValueEncoder;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.registry.avro.AvroWriter;
import io.wavecast.schemas.EventSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Writes events in the wire format of a schema registry. The schema of a topic is registered, or
 * looked up, before its first event, under the subject {@code TOPIC-value}; its id is kept. Topics
 * that it does not know stay JSON. Thread-safe.
 */
public final class RegistryEncoder implements ValueEncoder {
  private static final long serialVersionUID = 1L;

  private final SchemaRegistry registry;
  private final Map<String, EventSchema> topics;
  private final Kind kind;
  private final boolean autoRegister;
  private final transient Map<String, UnaryOperator<byte[]>> writers = new ConcurrentHashMap<>();

  /**
   * @param registry gets or has the schemas
   * @param topics the events of each topic
   * @param kind Avro or JSON
   * @param autoRegister whether schemas are registered; else they must be
   */
  public RegistryEncoder(
      SchemaRegistry registry, Map<String, EventSchema> topics, Kind kind, boolean autoRegister) {
    this.registry = registry;
    this.topics = Map.copyOf(topics);
    this.kind = kind;
    this.autoRegister = autoRegister;
  }

  @Override
  public byte[] encode(String topic, byte[] json) {
    EventSchema schema = topics.get(topic);
    if (schema == null) {
      return json;
    }
    return writer(topic, schema).apply(json);
  }

  /**
   * Asks for the schemas of all topics, so that the first event finds them.
   *
   * @throws io.wavecast.core.stream.UnavailableException when the registry does not answer
   * @throws io.wavecast.core.text.FailureException when it refuses a schema, or does not have it
   */
  public void prepare() {
    topics.forEach(this::writer);
  }

  private UnaryOperator<byte[]> writer(String topic, EventSchema schema) {
    UnaryOperator<byte[]> known = writers.get(topic);
    if (known == null) {
      known = ask(topic + "-value", schema); // without a lock, in which threads would wait in turn
      writers.put(topic, known);
    }
    return known;
  }

  private UnaryOperator<byte[]> ask(String subject, EventSchema schema) {
    boolean isAvro = kind == Kind.AVRO;
    SchemaText text = new SchemaText(kind, isAvro ? schema.avro() : schema.jsonSchema());
    int id = registry.id(subject, text, autoRegister);
    UnaryOperator<byte[]> payload = isAvro ? new AvroWriter(schema)::write : json -> json;
    return json -> WireFormat.write(id, payload.apply(json));
  }

  private Object readResolve() {
    return new RegistryEncoder(registry, topics, kind, autoRegister);
  }
}
