package io.wavecast.service.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.delivery.AlertmanagerSink.Severity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Writes alerts as Alertmanager's API expects them ({@code postableAlerts} of its OpenAPI
 * document).
 */
final class AlertmanagerJson {
  static final String ALERT_NAME = "WavecastSeries";

  private static final String RUNBOOK = "docs/RUNBOOK.md#wavecastseries";

  private final String application;
  private final String link;

  /**
   * @param application the application id: a label, so that two may share one Alertmanager
   * @param link the page that an alert links to, or an empty text
   */
  AlertmanagerJson(String application, String link) {
    this.application = application;
    this.link = link;
  }

  /**
   * One alert.
   *
   * @param endsAt ms since the epoch: in the future while it fires, in the past when it has ended
   */
  record Entry(Alert alert, Severity severity, long endsAt) {}

  byte[] write(List<Entry> entries) {
    return JsonWriter.document(
        json -> {
          json.writeStartArray();
          for (Entry entry : entries) {
            write(json, entry);
          }
          json.writeEndArray();
        });
  }

  private void write(JsonGenerator json, Entry entry) throws IOException {
    Alert alert = entry.alert();
    String severity = entry.severity().name().toLowerCase(Locale.ROOT);
    json.writeStartObject();
    json.writeObjectFieldStart("labels");
    json.writeStringField("alertname", ALERT_NAME);
    json.writeStringField("application", application);
    json.writeStringField("series", alert.series());
    json.writeStringField("severity", severity);
    json.writeEndObject();
    json.writeObjectFieldStart("annotations");
    json.writeStringField("summary", alert.series() + summary(alert));
    json.writeStringField("description", alert.reason());
    json.writeStringField("direction", alert.direction().name().toLowerCase(Locale.ROOT));
    json.writeStringField("rule", alert.rule());
    json.writeStringField("runbook", RUNBOOK);
    json.writeStringField("score", Float.toString(alert.score()));
    json.writeStringField("state", alert.state().name());
    json.writeEndObject();
    // Alertmanager refuses an alert that ends before it starts.
    long start = Math.min(alert.started(), entry.endsAt());
    json.writeStringField("startsAt", Instant.ofEpochMilli(start).toString());
    json.writeStringField("endsAt", Instant.ofEpochMilli(entry.endsAt()).toString());
    if (!link.isEmpty()) {
      json.writeStringField("generatorURL", link);
    }
    json.writeEndObject();
  }

  private static String summary(Alert alert) {
    return switch (alert.state()) {
      case OK, RECOVERING -> " is as expected again";
      // a deviation has a score; a stale series has none
      default -> alert.score() == 0 ? " is silent" : " left its forecast";
    };
  }
}
