package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.json.JsonWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The newest {@value #MOST} dead letters: their keys, reasons and sources, never their values.
 * Thread-safe.
 */
final class DeadLetterList {
  static final int MOST = 50;

  private static final int MAX_TEXT = 500;

  private final List<Letter> newest = new ArrayList<>();

  /**
   * A dead letter.
   *
   * @param time of its record, ms since the epoch
   */
  private record Letter(long time, Map<String, @Nullable Object> json) {}

  /** Takes a record of the topic of dead letters. */
  synchronized void add(ConsumerRecord<byte[], byte[]> record) {
    Map<String, @Nullable Object> json =
        JsonWriter.fields(
            "time", record.timestamp(),
            "key", text(record.key()),
            "reason", header(record, DeadLetter.ERROR_CLASS),
            "message", header(record, DeadLetter.ERROR_MESSAGE),
            "topic", header(record, DeadLetter.SOURCE_TOPIC),
            "partition", header(record, DeadLetter.SOURCE_PARTITION),
            "offset", header(record, DeadLetter.SOURCE_OFFSET));
    newest.add(new Letter(record.timestamp(), json));
    newest.sort(Comparator.comparingLong(Letter::time).reversed());
    if (newest.size() > MOST) {
      newest.remove(MOST);
    }
  }

  /** Forgets all: the topic is read again. */
  synchronized void clear() {
    newest.clear();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return text(header == null ? null : header.value());
  }

  private static String text(byte @Nullable [] value) {
    String text = value == null ? "" : new String(value, UTF_8);
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }

  /** The newest first. */
  synchronized List<Map<String, @Nullable Object>> json() {
    return newest.stream().map(Letter::json).toList();
  }
}
