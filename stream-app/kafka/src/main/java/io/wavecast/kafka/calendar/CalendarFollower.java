package io.wavecast.kafka.calendar;

import io.wavecast.config.OAuthEndpoints;
import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.schemas.calendar.CalendarEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The calendar of a process: the configured entries, then those on the topic by name. The topic is
 * read completely before it starts, and followed in a thread of its own. A configured entry wins
 * over one on the topic with the same name. Thread-safe.
 */
public final class CalendarFollower implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final List<CalendarEntry> configured;
  private final Set<String> names;
  private final Consumer<String> log;
  private final Consumer<String> refused;
  private final TopicEntries topic;
  private final Thread thread = new Thread(this::follow, "calendar");
  private volatile boolean closing;
  private volatile Calendar current;

  private CalendarFollower(
      List<CalendarEntry> configured,
      TopicEntries topic,
      Consumer<String> refused,
      Consumer<String> log) {
    this.configured = configured;
    this.names = configured.stream().map(CalendarEntry::name).collect(Collectors.toSet());
    this.topic = topic;
    this.refused = refused;
    this.log = log;
    this.current = new Calendar(configured, refused);
  }

  /**
   * Reads the topic, then follows it.
   *
   * @param client properties of the consumer
   * @param configured entries of the settings
   * @param metrics counts records that are no entry, and entries that cannot be followed
   * @param log takes a line about each of them
   * @throws FailureException if the topic cannot be read
   */
  public static CalendarFollower start(
      Map<String, String> client,
      String topic,
      List<CalendarEntry> configured,
      Metrics metrics,
      Consumer<String> log) {
    Properties properties = new Properties();
    properties.putAll(client);
    OAuthEndpoints.allow(properties);
    Consumer<String> refused = refused(metrics, log);
    try {
      TopicEntries entries = new TopicEntries(client, topic, refused);
      CalendarFollower follower = new CalendarFollower(configured, entries, refused, log);
      try {
        entries.readAll();
        follower.swap();
      } catch (RuntimeException e) {
        entries.close();
        throw e;
      }
      follower.thread.setDaemon(true);
      follower.thread.start();
      return follower;
    } catch (KafkaException e) {
      throw new FailureException(
          "the calendar on topic '%s' cannot be read: %s".formatted(topic, Throwables.oneLine(e)),
          e);
    }
  }

  /**
   * The calendar of a process that follows no topic.
   *
   * @param entries of the settings
   * @param metrics counts entries that cannot be followed
   * @param log takes a line about each of them
   */
  public static Calendar configured(
      List<CalendarEntry> entries, Metrics metrics, Consumer<String> log) {
    return new Calendar(entries, refused(metrics, log));
  }

  private static Consumer<String> refused(Metrics metrics, Consumer<String> log) {
    metrics.count(Metric.CALENDAR_REFUSED, 0);
    return line -> {
      metrics.count(Metric.CALENDAR_REFUSED, 1);
      log.accept(line);
    };
  }

  /** The calendar as it is now. */
  public Calendar current() {
    return current;
  }

  private void swap() {
    List<CalendarEntry> all = new ArrayList<>(configured);
    for (CalendarEntry entry : topic.entries()) {
      if (names.contains(entry.name())) {
        log.accept("calendar entry '" + entry.name() + "' is configured: its record is ignored");
      } else {
        all.add(entry);
      }
    }
    current = new Calendar(all, refused);
  }

  private void follow() {
    try (topic) {
      while (!closing) {
        try {
          if (topic.poll(POLL)) {
            swap();
          }
        } catch (WakeupException e) {
          return;
        } catch (KafkaException e) {
          log.accept("the calendar cannot be followed, retrying: " + Throwables.oneLine(e));
          Thread.sleep(RETRY.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops following. */
  @Override
  public void close() {
    closing = true;
    topic.wakeup();
    try {
      thread.join(2 * POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
