package io.wavecast.service.config;

import java.util.List;
import java.util.Map;

/**
 * What bounds the records of the stream's producer, where its properties were set: a record that it
 * refuses would fail its transaction, and be read again, for ever.
 */
final class RecordLimit {
  /** Less would not hold an event and its headers. */
  private static final long LEAST_REQUEST = 16 << 10;

  /** Less would not hold a batch. */
  private static final long LEAST_BUFFER = 1 << 20;

  private RecordLimit() {}

  /**
   * The largest record that may be sent, bytes; {@link Long#MAX_VALUE} where nothing was set.
   *
   * @throws ConfigException when it is too small to work with
   */
  static long of(Map<String, String> properties) {
    return Math.min(
        bound(properties, LEAST_REQUEST, List.of("producer.max.request.size")),
        bound(properties, LEAST_BUFFER, List.of("producer.buffer.memory", "buffer.memory")));
  }

  /** The first that is set counts. */
  private static long bound(Map<String, String> properties, long least, List<String> names) {
    for (String name : names) {
      String text = properties.get(name);
      if (text != null) {
        if (!text.matches("\\d{1,18}") || Long.parseLong(text) < least) {
          throw new ConfigException(
              "kafka.%s must be a whole number of bytes, at least %d, got: '%s'"
                  .formatted(name, least, text));
        }
        return Long.parseLong(text);
      }
    }
    return Long.MAX_VALUE;
  }
}
