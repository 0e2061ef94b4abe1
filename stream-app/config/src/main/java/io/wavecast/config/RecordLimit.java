package io.wavecast.config;

import io.wavecast.core.text.UsageException;
import java.util.List;
import java.util.Map;

/**
 * The largest record that the properties of the stream's producer allow. A record that the producer
 * refuses would fail its transaction and be read again, forever.
 */
final class RecordLimit {
  /** Less would not fit an event and its headers. */
  private static final long LEAST_REQUEST = 16 << 10;

  /** Less would not fit a batch. */
  private static final long LEAST_BUFFER = 1 << 20;

  private RecordLimit() {}

  /**
   * The largest record that may be sent, bytes; {@link Long#MAX_VALUE} if no property is set.
   *
   * @throws UsageException when it is too small to work with
   */
  static long of(Map<String, String> properties) {
    return Math.min(
        bound(properties, LEAST_REQUEST, List.of("producer.max.request.size")),
        bound(properties, LEAST_BUFFER, List.of("producer.buffer.memory", "buffer.memory")));
  }

  /** The first one that is set applies. */
  private static long bound(Map<String, String> properties, long least, List<String> names) {
    for (String name : names) {
      String text = properties.get(name);
      if (text != null) {
        if (!text.matches("\\d{1,18}") || Long.parseLong(text) < least) {
          throw new UsageException(
              "kafka.%s must be an integer number of bytes, at least %d, got: '%s'"
                  .formatted(name, least, text));
        }
        return Long.parseLong(text);
      }
    }
    return Long.MAX_VALUE;
  }
}
