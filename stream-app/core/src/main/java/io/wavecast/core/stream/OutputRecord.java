package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record to write. Arrays are shared.
 *
 * @param topic destination topic
 * @param key null where there is none
 * @param value null where there is none
 * @param headers in their order
 * @param timestamp event time, ms since the epoch; the engine limits how far it may lie ahead of
 *     the clock, see {@link RecordTime}
 */
public record OutputRecord(
    String topic,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers,
    long timestamp) {
  /** The same record with another value. */
  public OutputRecord withValue(byte @Nullable [] other) {
    return new OutputRecord(topic, key, other, headers, timestamp);
  }

  /** An event without headers. */
  public static OutputRecord event(String topic, String key, byte[] value, long timestamp) {
    return new OutputRecord(topic, key.getBytes(UTF_8), value, List.of(), timestamp);
  }

  /** The end of a key on a compacted topic. */
  public static OutputRecord tombstone(String topic, String key, long timestamp) {
    return new OutputRecord(topic, key.getBytes(UTF_8), null, List.of(), timestamp);
  }
}
