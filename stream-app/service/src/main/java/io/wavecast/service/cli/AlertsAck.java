package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.Group;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafka.acl.Program;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.topics.CalendarTopic;
import io.wavecast.service.topics.NormalAlerts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast alerts ack}. */
@Command(
    name = "ack",
    description = {
      "Says that an alert was normal (--normal; nothing else can be said of one): its series learns"
          + " it, and the next deviation like it raises no alert. What differs from what is usual"
          + " at another time of day, or by more, may still raise one.",
      "Only the latest alert of a series can be acknowledged, and only while the calendar topic is"
          + " in use (calendar.enabled)."
    },
    footer = "%nExample: wavecast alerts ack 8f14e45f-ceea-3e6b-9f5f-1f1c2a3b4c5d --normal")
final class AlertsAck extends ResultCommand {
  @Parameters(
      paramLabel = "ID",
      description = "Id of the alert: of its first change, or of one on the topic; or its series.")
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
    super(Set.of(Group.KAFKA, Group.TOPICS, Group.DEVIATIONS));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    if (!normal) {
      throw new UsageException(
          "--normal is missing: it says that the alert was normal; a mute in the calendar silences its series");
    }
    CalendarTopic calendar = CalendarTopic.open(config, Program.ALERTS_ACK, this::tell);
    NormalAlerts normals = new NormalAlerts(config, calendar);
    Alert alert =
        normals
            .latest(a -> ExplainCommand.names(a).anyMatch(id::equals))
            .orElseThrow(
                () ->
                    new FailureException(
                        "topic %s has no alert %s: it keeps the latest of each series; name the series"
                            .formatted(config.topics().alerts(), id)));
    normals.requireScore(alert);
    Optional<CalendarEntry> known = normals.known(alert);
    if (at == null && known.isPresent()) {
      print(known.get(), alert, "acknowledged already: ");
      return 0;
    }
    print(normals.acknowledge(alert, known, until(alert)), alert, "");
    return 0;
  }

  private void print(CalendarEntry entry, Alert alert, String already) {
    print(
        json
            ? new String(CalendarEntryCodec.write(entry), UTF_8)
            : "%s%s learns this alert as normal, with its first observation from %s on (calendar entry %s)"
                .formatted(
                    already, alert.series(), entry.end().toInstant(ZoneOffset.UTC), entry.name()));
  }

  private Instant until(Alert alert) {
    if (at == null) {
      return NormalAlerts.until(alert, System.currentTimeMillis());
    }
    Instant given = TimeText.read("--at", at);
    if (given.toEpochMilli() <= alert.since()) {
      throw new UsageException("--at must be after the alert changed, got: '" + at + "'");
    }
    return given;
  }
}
