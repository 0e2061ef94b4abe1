package io.wavecast.schemas;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read. Its key and value travel as they came; why and whence stand in
 * the headers.
 *
 * @param key the key's bytes as they came, null where there was none
 * @param value the value's bytes as they came, null where there was none
 * @param reason why it could not be read
 * @param message the same for a person to read
 * @param topic where it came from
 * @param partition the partition it came from
 * @param offset its offset there
 */
public record DeadLetter(
    byte @Nullable [] key,
    byte @Nullable [] value,
    BadRecordException.Reason reason,
    String message,
    String topic,
    int partition,
    long offset) {
  public static final String ERROR_CLASS = "wavecast.error.class";
  public static final String ERROR_MESSAGE = "wavecast.error.message";
  public static final String SOURCE_TOPIC = "wavecast.source.topic";
  public static final String SOURCE_PARTITION = "wavecast.source.partition";
  public static final String SOURCE_OFFSET = "wavecast.source.offset";

  /** The headers, in a fixed order; values are UTF-8 text. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ERROR_CLASS, reason.label());
    headers.put(ERROR_MESSAGE, message);
    headers.put(SOURCE_TOPIC, topic);
    headers.put(SOURCE_PARTITION, Integer.toString(partition));
    headers.put(SOURCE_OFFSET, Long.toString(offset));
    return headers;
  }
}
