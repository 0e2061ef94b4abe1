package io.wavecast.service.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.service.delivery.AlertmanagerSink.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Alerts in the form of Alertmanager's API ({@code postableAlerts} of its OpenAPI document). */
final class AlertmanagerJson {
  static final String ALERT_NAME = "WavecastSeries";

  private static final String RUNBOOK = "docs/RUNBOOK.md#wavecastseries";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final String application;
  private final String link;

  /**
   * @param application which Wavecast it is: a label, so that two may share one Alertmanager
   * @param link where to read on
   */
  AlertmanagerJson(String application, String link) {
    this.application = application;
    this.link = link;
  }

  /**
   * One alert.
   *
   * @param endsAt ms since the epoch: in the future while it fires, in the past when it is over
   */
  record Entry(Alert alert, Severity severity, long endsAt) {}

  byte[] write(List<Entry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512 * entries.size());
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartArray();
      for (Entry entry : entries) {
        write(json, entry);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
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
    // Alertmanager refuses what ends before it starts.
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
      // what deviates has a score
      default -> alert.score() == 0 ? " is silent" : " left its forecast";
    };
  }
}
