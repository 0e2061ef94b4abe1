package io.wavecast.schemas;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read. Its key and value are not changed; its headers hold the reason
 * and the source.
 *
 * @param key the bytes of its key, null if it had none
 * @param value the bytes of its value, null if it had none
 * @param reason why it could not be read
 * @param message the same for people
 * @param topic the source topic
 * @param partition the partition in that topic
 * @param offset the offset in that partition
 */
public record DeadLetter(
    byte @Nullable [] key,
    byte @Nullable [] value,
    BadRecordException.Reason reason,
    String message,
    String topic,
    int partition,
    long offset) {
  /** Header: the label of the reason. */
  public static final String ERROR_CLASS = "wavecast.error.class";

  /** Header: the reason for people. */
  public static final String ERROR_MESSAGE = "wavecast.error.message";

  /** Header: the source topic. */
  public static final String SOURCE_TOPIC = "wavecast.source.topic";

  /** Header: the partition in that topic, decimal. */
  public static final String SOURCE_PARTITION = "wavecast.source.partition";

  /** Header: the offset in that partition, decimal. */
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
