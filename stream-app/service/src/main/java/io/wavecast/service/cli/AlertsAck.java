package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.Group;
import io.wavecast.config.PipelineSettings;
import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.WholeTopic;
import io.wavecast.kafka.acl.Program;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntry.Effect;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.topics.CalendarTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast alerts ack}. */
@Command(
    name = "ack",
    description = {
      "Says that an alert was normal (--normal; nothing else can be said of one): its series learns"
          + " it, and the next deviation like it raises no alert. What differs from what is usual at"
          + " another time of day, or by more, may still raise one.",
      "Only the latest alert of a series can be acknowledged, and only while the calendar topic is"
          + " in use (calendar.enabled)."
    },
    footer = "%nExample: wavecast alerts ack 8f14e45f-ceea-3e6b-9f5f-1f1c2a3b4c5d --normal")
final class AlertsAck extends ResultCommand {
  /** By then, every instance has read the entry. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  @Parameters(paramLabel = "ID", description = "Id of the alert, as on the topic of alerts.")
  @SuppressWarnings("NullAway.Init")
  private String id;

  @Option(names = "--normal", description = "What the series alerted for was normal.")
  private boolean normal;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "From when on, by the times of the observations: the series learns at its first"
              + " observation then. Default: in one minute, or as an earlier call has said.")
  private @Nullable String at;

  AlertsAck() {
    super(EnumSet.of(Group.KAFKA, Group.TOPICS, Group.DEVIATIONS));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    if (!normal) {
      throw new UsageException("--normal is missing: nothing else can be said of an alert yet");
    }
    CalendarTopic calendar = CalendarTopic.open(config, Program.ALERTS_ACK, this::tell);
    String alerts = PipelineSettings.topics(config.settings()).alerts();
    Alert alert = find(config, alerts);
    requireScore(config, alert);
    Optional<CalendarEntry> known =
        calendar.read().stream().filter(entry -> acknowledges(entry, alert)).findFirst();
    if (at == null && known.isPresent()) {
      print(known.get(), alert, "acknowledged already: ");
      return 0;
    }
    CalendarEntry entry = entry(known.map(CalendarEntry::name).orElse("ack-" + alert.id()), alert);
    calendar.write(entry.name(), Optional.of(entry));
    print(entry, alert, "");
    return 0;
  }

  /** The alert, which must be the latest one of its series: the topic is compacted. */
  private Alert find(ServiceConfig config, String topic) {
    @Nullable Alert[] found = new @Nullable Alert[1];
    try (WholeTopic records = new WholeTopic(config.kafka().asMap(), topic)) {
      records.readAll(record -> found[0] = latest(record.value(), found[0]));
    } catch (KafkaException e) {
      throw new FailureException(
          "cannot read topic %s: %s".formatted(topic, Throwables.oneLine(e)), e);
    }
    if (found[0] == null) {
      throw new FailureException(
          "topic %s has no alert %s: it keeps the latest one of each series".formatted(topic, id));
    }
    return found[0];
  }

  private @Nullable Alert latest(byte @Nullable [] value, @Nullable Alert before) {
    if (value == null) {
      return before;
    }
    try {
      Alert alert = AlertCodec.read(value);
      boolean isLater =
          before != null
              && alert.series().equals(before.series())
              && alert.started() != before.started();
      return alert.id().equals(id) ? alert : isLater ? null : before;
    } catch (BadRecordException e) {
      return before; // not an alert
    }
  }

  private void print(CalendarEntry entry, Alert alert, String already) {
    print(
        json
            ? new String(CalendarEntryCodec.write(entry), UTF_8)
            : "%s%s learns this alert as normal, with its first observation from %s on (calendar entry %s)"
                .formatted(
                    already, alert.series(), entry.end().toInstant(ZoneOffset.UTC), entry.name()));
  }

  /** Whether an entry is an earlier acknowledgement of an alert, by whichever of its changes. */
  private static boolean acknowledges(CalendarEntry entry, Alert alert) {
    return entry.effect() == Effect.NORMAL
        && entry.series().equals(SeriesPattern.ofKey(alert.series()))
        && entry.start().equals(local(Instant.ofEpochMilli(alert.started())));
  }

  /** Limits, intervals and silence are no matter of what is learned. */
  private static void requireScore(ServiceConfig config, Alert alert) {
    Cause.Code code = alert.cause().code();
    if (code == Cause.Code.STALE || code == Cause.Code.RESUMED) {
      throw new UsageException(
          "alert %s is one of silence, which does not depend on what a series learned: change the rule '%s'"
              .formatted(alert.id(), alert.rule()));
    }
    Optional<AlertRule> rule =
        PipelineSettings.forecasts(config.settings(), StreamSettings.DEFAULT_MAX_RECORD_BYTES)
            .alerts()
            .rules()
            .stream()
            .filter(r -> r.name().equals(alert.rule()))
            .findFirst();
    if (rule.isPresent()
        && (!rule.get().scored() || rule.get().limits() != null || rule.get().outside() != null)) {
      throw new UsageException(
          "rule '%s' has limits or intervals, which do not depend on what a series learned: change the rule"
              .formatted(alert.rule()));
    }
  }

  private CalendarEntry entry(String name, Alert alert) {
    return new CalendarEntry(
        name,
        SeriesPattern.ofKey(alert.series()),
        local(Instant.ofEpochMilli(alert.started())),
        local(until(alert)),
        "",
        ZoneId.of("UTC"),
        Effect.NORMAL);
  }

  private Instant until(Alert alert) {
    if (at == null) {
      Instant changed = Instant.ofEpochMilli(alert.since());
      Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
      return (now.isAfter(changed) ? now : changed).plus(AHEAD);
    }
    Instant given = TimeText.read("--at", at);
    if (given.toEpochMilli() <= alert.since()) {
      throw new UsageException("--at must be after the alert changed, got: '" + at + "'");
    }
    return given;
  }

  private static LocalDateTime local(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }
}
