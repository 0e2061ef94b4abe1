package io.wavecast.service.delivery;

import io.wavecast.core.text.CauseText;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import io.wavecast.schemas.incident.IncidentCodec;
import io.wavecast.schemas.json.JsonWriter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes notices of the events of a topic. */
final class Notices {
  static final String SERIES_ALERT = "WavecastSeries";
  static final String INCIDENT_ALERT = "WavecastIncident";

  private Notices() {}

  /**
   * The notice of a record of the alerts topic.
   *
   * @throws io.wavecast.schemas.BadRecordException when the bytes hold no alert
   */
  static Notice ofAlert(byte[] value) {
    return of(AlertCodec.read(value), value);
  }

  /**
   * The notice of a record of the incidents topic.
   *
   * @throws io.wavecast.schemas.BadRecordException when the bytes hold no incident
   */
  static Notice ofIncident(byte[] value) {
    return of(IncidentCodec.read(value), value);
  }

  /**
   * The end of what fires, for a series that was removed; null if it does not fire, or is no alert
   * of a series.
   *
   * @param time ms since the epoch
   */
  static @Nullable Notice endOf(Notice last, long time) {
    if (last.fires() == null || !SERIES_ALERT.equals(last.labels().get("alertname"))) {
      return null;
    }
    Alert alert = AlertCodec.read(last.body());
    long since = Math.max(time, alert.since() + 1);
    Alert end =
        new Alert(
            Alert.idOf(alert.series(), since, Alert.State.OK),
            alert.series(),
            Alert.State.OK,
            alert.state(),
            since,
            alert.started(),
            0,
            Cause.of(Cause.Code.EXPIRED),
            alert.rule(),
            CauseText.of(Cause.of(Cause.Code.EXPIRED), since),
            alert.labels());
    return of(end, AlertCodec.write(end));
  }

  private static Notice of(Alert alert, byte[] body) {
    Severity fires = alert.state().isFiring() ? Severity.of(alert) : null;
    Set<Severity> ended =
        switch (alert.previous()) {
          case OK, PENDING -> EnumSet.noneOf(Severity.class);
          case WARNING -> EnumSet.of(Severity.WARNING);
          case CRITICAL -> EnumSet.of(Severity.CRITICAL);
          case RECOVERING -> EnumSet.allOf(Severity.class);
        };
    if (fires != null) {
      ended.remove(fires);
    }
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", SERIES_ALERT);
    labels.put("series", alert.series());
    alert.labels().forEach(labels::putIfAbsent);
    Map<String, @Nullable Object> annotations =
        JsonWriter.fields(
            "summary", alert.series() + " " + CauseText.of(alert.cause(), alert.since()),
            "description", alert.reason(),
            "id", alert.id(),
            "signal", CauseText.name(alert.cause()),
            "direction", alert.cause().direction().name().toLowerCase(Locale.ROOT),
            "rule", alert.rule(),
            "score", Float.toString(alert.score()),
            "state", alert.state());
    return new Notice(
        alert.id(),
        alert.series(),
        fires,
        ended,
        alert.started(),
        alert.since(),
        labels,
        annotations,
        body);
  }

  /**
   * What its members share becomes clear only with time, and labels identify an alert: so it is an
   * annotation.
   */
  private static Notice of(Incident incident, byte[] body) {
    Severity severity = Severity.of(incident.severity());
    boolean open = incident.state() == Incident.State.OPEN;
    // the severity of an incident never falls
    Set<Severity> ended = EnumSet.range(Severity.WARNING, severity);
    if (open) {
      ended.remove(severity);
    }
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", INCIDENT_ALERT);
    labels.put("incident", incident.id());
    Map<String, @Nullable Object> annotations =
        JsonWriter.fields(
            "summary", summary(incident),
            "description", incident.reason(),
            "first", incident.first(),
            "members", Integer.toString(incident.members()),
            "alerting", alerting(incident),
            "series", String.join(", ", incident.series()),
            "shared", shared(incident),
            "state", incident.state());
    return new Notice(
        UUID.nameUUIDFromBytes(body).toString(),
        incident.id(),
        open ? severity : null,
        ended,
        incident.since(),
        incident.changed(),
        labels,
        annotations,
        body);
  }

  private static String summary(Incident incident) {
    boolean open = incident.state() == Incident.State.OPEN;
    boolean one = incident.members() == 1;
    if (!open) {
      return (one ? incident.first() + " is" : incident.members() + " series are")
          + " as expected again";
    }
    boolean isKnown = incident.cause().code() != Cause.Code.NONE;
    String did = isKnown ? CauseText.of(incident.cause(), incident.since()) : "alerts";
    return one
        ? incident.first() + " " + did
        : incident.members()
            + " series began to alert together"
            + CauseText.alerting(incident, "; ")
            + (isKnown ? "; the first " + did : "");
  }

  private static String alerting(Incident incident) {
    OptionalInt alerting = incident.alerting();
    return alerting.isPresent() ? Integer.toString(alerting.getAsInt()) : "";
  }

  private static String shared(Incident incident) {
    return incident.labels().stream()
        .map(label -> shared(label, incident))
        .collect(Collectors.joining(", "));
  }

  private static String shared(SharedLabel label, Incident incident) {
    return label.members() == incident.members()
        ? label.name() + "=" + label.value()
        : "%s=%s (%d of %d)"
            .formatted(label.name(), label.value(), label.members(), incident.members());
  }
}
