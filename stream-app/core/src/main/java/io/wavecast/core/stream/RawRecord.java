package io.wavecast.core.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read, and its position in the source topic. The arrays are shared.
 *
 * @param key null where there is none
 * @param value null where there is none
 * @param timestamp the record's own time, ms since the epoch
 * @param topic the source topic
 * @param partition its partition
 * @param offset its offset
 * @param headers in their order
 */
public record RawRecord(
    byte @Nullable [] key,
    byte @Nullable [] value,
    long timestamp,
    String topic,
    int partition,
    long offset,
    List<Header> headers) {
  /** A record without headers. */
  public RawRecord(
      byte @Nullable [] key,
      byte @Nullable [] value,
      long timestamp,
      String topic,
      int partition,
      long offset) {
    this(key, value, timestamp, topic, partition, offset, List.of());
  }

  /** Bytes of key and value together. */
  public long size() {
    return (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
  }
}
