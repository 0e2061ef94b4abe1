package io.wavecast.service.delivery;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.delivery.AlertmanagerSink.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes alerts as Alertmanager's API expects them ({@code postableAlerts} of its OpenAPI
 * document).
 */
final class AlertmanagerJson {
  static final String ALERT_NAME = "WavecastSeries";

  /** Where the runbook is without a setting: in the repository. */
  private static final String RUNBOOK = "docs/RUNBOOK.md#wavecastseries";

  private final String application;
  private final String link;
  private final String runbook;

  /**
   * @param application the application id: a label, so that two may share one Alertmanager
   * @param link the page that an alert links to, or an empty text
   * @param runbook the address of the runbook, or an empty text
   */
  AlertmanagerJson(String application, String link, String runbook) {
    this.application = application;
    this.link = link;
    this.runbook = runbook.isEmpty() ? RUNBOOK : runbook;
  }

  /**
   * One alert.
   *
   * @param endsAt ms since the epoch: in the future while it fires, in the past when it has ended
   */
  record Entry(Alert alert, Severity severity, long endsAt) {}

  byte[] write(List<Entry> entries) {
    return JsonWriter.value(entries.stream().map(this::json).toList());
  }

  private Map<String, @Nullable Object> json(Entry entry) {
    Alert alert = entry.alert();
    Map<String, @Nullable Object> annotations =
        JsonWriter.fields(
            "summary", alert.series() + summary(alert),
            "description", alert.reason(),
            "direction", lower(alert.direction()),
            "rule", alert.rule(),
            "runbook_url", runbook,
            "score", Float.toString(alert.score()),
            "state", alert.state());
    Map<String, @Nullable Object> labels =
        JsonWriter.fields(
            "alertname",
            ALERT_NAME,
            "application",
            application,
            "series",
            alert.series(),
            "severity",
            lower(entry.severity()));
    alert.labels().forEach(labels::putIfAbsent);
    Map<String, @Nullable Object> json =
        JsonWriter.fields(
            "labels",
            labels,
            "annotations",
            annotations,
            // Alertmanager refuses an alert that ends before it starts.
            "startsAt",
            Instant.ofEpochMilli(Math.min(alert.started(), entry.endsAt())),
            "endsAt",
            Instant.ofEpochMilli(entry.endsAt()));
    if (!link.isEmpty()) {
      annotations.put("dashboard_url", link);
      json.put("generatorURL", link);
    }
    return json;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String summary(Alert alert) {
    return switch (alert.state()) {
      case OK, RECOVERING -> " is as expected again";
      // a deviation has a score; a stale series has none
      default -> alert.score() == 0 ? " is stale" : " left its forecast";
    };
  }
}
