package io.wavecast.service.topics;

import io.wavecast.config.PipelineSettings;
import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.WholeTopic;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntry.Effect;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.service.config.ServiceConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Says of alerts that they were normal, by entries of the calendar topic.
 *
 * @param calendar where the entries are
 */
public record NormalAlerts(ServiceConfig config, CalendarTopic calendar) {
  /** By then, every instance has read the entry. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  /**
   * When a series learns an alert, unless somebody says when.
   *
   * @param now ms since the epoch
   */
  public static Instant until(Alert alert, long now) {
    return Instant.ofEpochMilli(Math.max(alert.since(), now)).plus(AHEAD);
  }

  /**
   * An alert, if it is the latest one of its series: the topic is compacted.
   *
   * @param wanted whether a change is of that alert
   * @throws FailureException if the topic cannot be read
   */
  public Optional<Alert> latest(Predicate<Alert> wanted) {
    @Nullable Alert[] found = new @Nullable Alert[1];
    read(
        config,
        alert -> {
          Alert before = found[0];
          boolean isLater =
              before != null
                  && alert.series().equals(before.series())
                  && alert.started() != before.started();
          found[0] = wanted.test(alert) ? alert : isLater ? null : before;
        });
    return Optional.ofNullable(found[0]);
  }

  /**
   * Reads the changes of alerts that their topic holds, those of a series in order.
   *
   * @throws FailureException if the topic cannot be read
   */
  public static void read(ServiceConfig config, Consumer<Alert> each) {
    String topic = config.topics().alerts();
    ValueDecoder format = TopicFormats.of(config.settings()).events();
    try (WholeTopic records = new WholeTopic(config.kafka().asMap(), topic)) {
      records.readAll(record -> alert(format, record.value()).ifPresent(each));
    } catch (KafkaException e) {
      throw new FailureException(
          "cannot read topic %s: %s".formatted(topic, Throwables.oneLine(e)), e);
    }
  }

  private static Optional<Alert> alert(ValueDecoder format, byte @Nullable [] value) {
    try {
      return Optional.ofNullable(value).map(format::decode).map(AlertCodec::read);
    } catch (BadRecordException e) {
      return Optional.empty(); // not an alert
    }
  }

  /** The entry that says it already, by whichever change of the alert. */
  public Optional<CalendarEntry> known(Alert alert) {
    return calendar.read().stream().filter(entry -> saysNormal(entry, alert)).findFirst();
  }

  /**
   * The pattern of one series alone.
   *
   * @throws UsageException if its key has wildcards, or is too long for a pattern
   */
  public static String patternOf(String series) {
    String pattern = SeriesPattern.ofKey(series);
    if (series.contains("*")
        || series.contains("?")
        || pattern.length() > CalendarEntry.MAX_PATTERN) {
      throw new UsageException(
          "the pattern of this series would fit others or be too long: use 'wavecast calendar'");
    }
    return pattern;
  }

  /** Whether an entry says that an alert was normal. */
  public static boolean saysNormal(CalendarEntry entry, Alert alert) {
    return entry.effect() == Effect.NORMAL
        && entry.start().equals(local(alert.started()))
        && entry.series().equals(SeriesPattern.ofKey(alert.series()));
  }

  /**
   * Writes the entry.
   *
   * @param known the entry that it replaces, see {@link #known}
   * @param until when the series learns it
   * @throws UsageException if the entry would fit other series, too
   */
  public CalendarEntry acknowledge(Alert alert, Optional<CalendarEntry> known, Instant until) {
    CalendarEntry entry =
        CalendarEntry.once(
            known.map(CalendarEntry::name).orElse("ack-" + alert.id()),
            patternOf(alert.series()),
            Instant.ofEpochMilli(alert.started()),
            until,
            Effect.NORMAL);
    calendar.write(entry.name(), Optional.of(entry));
    return entry;
  }

  /**
   * Limits, intervals and silence are no matter of what is learned.
   *
   * @throws UsageException if the alert is one of these
   */
  public void requireScore(Alert alert) {
    Cause.Code code = alert.cause().code();
    if (code == Cause.Code.STALE || code == Cause.Code.RESUMED) {
      throw new UsageException(
          "alert %s is one of silence, which does not depend on what a series learned: change the rule '%s'"
              .formatted(alert.id(), alert.rule()));
    }
    boolean isScored =
        PipelineSettings.alerts(config.settings()).rules().stream()
            .filter(rule -> rule.name().equals(alert.rule()))
            .allMatch(r -> r.scored() && r.limits() == null && r.outside() == null);
    if (!isScored) {
      throw new UsageException(
          "rule '%s' has limits or intervals, which do not depend on what a series learned: change the rule"
              .formatted(alert.rule()));
    }
  }

  private static LocalDateTime local(long time) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
  }
}
