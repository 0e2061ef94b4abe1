package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.ValueEncoder;
import io.wavecast.registry.avro.AvroSchemas;
import io.wavecast.registry.avro.ConnectSchema;
import io.wavecast.schemas.EventSchema;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes events of some topics in the envelope of Kafka Connect's {@code JsonConverter}: {@code
 * {"schema": ..., "payload": ...}}. Other topics stay JSON. Thread-safe.
 */
public final class ConnectEnvelope implements ValueEncoder {
  private static final long serialVersionUID = 1L;

  private final Map<String, EventSchema> topics;
  private transient volatile @Nullable Map<String, byte[]> beginnings;

  /**
   * @param topics the events of each topic; their schemas are flat
   */
  public ConnectEnvelope(Map<String, EventSchema> topics) {
    this.topics = Map.copyOf(topics);
  }

  @Override
  public byte[] encode(String topic, byte[] json) {
    EventSchema schema = topics.get(topic);
    if (schema == null) {
      return json;
    }
    byte[] beginning = beginnings().computeIfAbsent(topic, t -> beginning(schema));
    return ByteBuffer.allocate(beginning.length + json.length + 1)
        .put(beginning)
        .put(json)
        .put((byte) '}')
        .array();
  }

  private Map<String, byte[]> beginnings() {
    Map<String, byte[]> known = beginnings;
    if (known == null) {
      known = new ConcurrentHashMap<>();
      beginnings = known;
    }
    return known;
  }

  private static byte[] beginning(EventSchema schema) {
    String connect = ConnectSchema.of(AvroSchemas.parse(schema.avro(), List.of()));
    return ("{\"schema\":" + connect + ",\"payload\":").getBytes(UTF_8);
  }
}
