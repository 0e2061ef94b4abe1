package io.wavecast.core.stream;

import org.jspecify.annotations.Nullable;

/**
 * A record as it came, and whence. The arrays are shared.
 *
 * @param key the key's bytes, null where there is none
 * @param value the value's bytes, null where there is none
 * @param timestamp the record's own time, ms since the epoch
 * @param topic where it came from
 * @param partition the partition it came from
 * @param offset its offset there
 */
public record RawRecord(
    byte @Nullable [] key,
    byte @Nullable [] value,
    long timestamp,
    String topic,
    int partition,
    long offset) {
  /** How many bytes key and value have. */
  public long size() {
    return (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
  }
}
