package io.wavecast.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.ValueEncoder;
import io.wavecast.schemas.EventSchema;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes events of some topics in the envelope of Kafka Connect's {@code JsonConverter}: {@code
 * {"schema": ..., "payload": ...}}. Other topics stay JSON. Thread-safe.
 */
public final class ConnectEnvelope implements ValueEncoder {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, byte[]> beginnings = new HashMap<>();

  /**
   * @param topics the events of each topic, which are flat
   */
  public ConnectEnvelope(Map<String, EventSchema> topics) {
    topics.forEach(
        (topic, event) ->
            beginnings.put(
                topic, ("{\"schema\":" + event.connect() + ",\"payload\":").getBytes(UTF_8)));
  }

  @Override
  public byte[] encode(String topic, byte[] json) {
    byte[] beginning = beginnings.get(topic);
    return beginning == null
        ? json
        : ByteBuffer.allocate(beginning.length + json.length + 1)
            .put(beginning)
            .put(json)
            .put((byte) '}')
            .array();
  }
}
