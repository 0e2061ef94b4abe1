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

  /** The same record with another value. */
  public RawRecord withValue(byte @Nullable [] other) {
    return new RawRecord(key, other, timestamp, topic, partition, offset, headers);
  }

  /** Maximum number of bytes that key, value and headers take in a record. */
  public long size() {
    long size = length(key) + length(value);
    for (Header header : headers) {
      size += 16L + 3L * header.name().length() + length(header.value());
    }
    return size;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
