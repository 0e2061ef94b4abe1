package io.wavecast.kafka.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.WholeTopic;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The entries on a calendar topic, of which there may be 10,000, 1,000 of them recurring: the
 * latest record of each name counts. One that is no entry, or that cannot be followed, is reported
 * in one line, and there is no entry of that name then. Not thread-safe, except for {@link
 * #wakeup}.
 */
public final class TopicEntries implements AutoCloseable {
  /** Of a topic, so that what its writers can make a process keep and look at is bounded. */
  static final int MAX_ENTRIES = 10_000;

  /** Of them, those with a rule. */
  static final int MAX_RECURRING = 1000;

  private final String topic;
  private final Consumer<String> refused;
  private final WholeTopic records;
  private final Map<String, CalendarEntry> entries = new TreeMap<>();

  /**
   * @param client properties of the consumer; it is in no group
   * @param refused takes a line about each record that is no entry
   * @throws org.apache.kafka.common.KafkaException if the properties cannot work
   */
  public TopicEntries(Map<String, ?> client, String topic, Consumer<String> refused) {
    this.topic = topic;
    this.refused = refused;
    this.records = new WholeTopic(client, topic);
  }

  /**
   * Reads everything that is on the topic now.
   *
   * @throws org.apache.kafka.common.KafkaException if the cluster refuses or does not answer
   */
  public void readAll() {
    records.readAll(this::take);
  }

  /**
   * Waits for further records.
   *
   * @return whether there were any
   */
  public boolean poll(Duration timeout) {
    return records.poll(timeout, this::take);
  }

  /** The entries by name. */
  public Collection<CalendarEntry> entries() {
    return new ArrayList<>(entries.values());
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] key = record.key();
    String name = key == null ? "" : new String(key, UTF_8);
    entries.remove(name);
    if (record.value() == null) {
      return;
    }
    try {
      CalendarEntry entry = CalendarEntryCodec.read(record.value());
      if (!entry.name().equals(name)) {
        throw new IllegalArgumentException(
            "the record's key must be its name '%s', got: '%s'".formatted(entry.name(), name));
      }
      requireRoom(entries.values(), entry);
      Calendar.check(entry);
      entries.put(name, entry);
    } catch (RuntimeException e) {
      refused.accept(
          "%s-%d at offset %d is no calendar entry: %s"
              .formatted(topic, record.partition(), record.offset(), Throwables.oneLine(e)));
    }
  }

  /** An entry for which there is no room is refused until others are removed. */
  static void requireRoom(Collection<CalendarEntry> entries, CalendarEntry entry) {
    if (entries.size() >= MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "a calendar topic may have at most %d entries".formatted(MAX_ENTRIES));
    }
    if (!entry.rule().isEmpty()
        && entries.stream().filter(each -> !each.rule().isEmpty()).count() >= MAX_RECURRING) {
      throw new IllegalArgumentException(
          "a calendar topic may have at most %d entries that recur".formatted(MAX_RECURRING));
    }
  }

  /** Makes {@link #poll} throw a WakeupException. */
  public void wakeup() {
    records.wakeup();
  }

  @Override
  public void close() {
    records.close();
  }
}
