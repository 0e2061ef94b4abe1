package io.wavecast.service.delivery;

import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.console.ConsoleApi;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes alerts as Alertmanager's API expects them ({@code postableAlerts} of its OpenAPI
 * document).
 *
 * @param application the application id: a label, so that two may share one Alertmanager
 * @param link the console, or another page, that an alert links to, or an empty text
 * @param runbook the address of the runbook, or an empty text
 */
record AlertmanagerJson(String application, String link, String runbook) {
  /**
   * One alert of a notice.
   *
   * @param endsAt ms since the epoch: in the future while it fires, in the past when it has ended
   */
  record Entry(Notice notice, Severity severity, long endsAt) {}

  byte[] write(List<Entry> entries) {
    return JsonWriter.value(entries.stream().map(this::json).toList());
  }

  private Map<String, @Nullable Object> json(Entry entry) {
    Notice notice = entry.notice();
    Map<String, String> labels = new LinkedHashMap<>(notice.labels());
    labels.put("application", application);
    labels.put("severity", entry.severity().label());
    Map<String, @Nullable Object> annotations = new LinkedHashMap<>(notice.annotations());
    if (!runbook.isEmpty()) {
      annotations.put("runbook_url", runbook);
    }
    Map<String, @Nullable Object> json =
        JsonWriter.fields(
            "labels",
            labels,
            "annotations",
            annotations,
            // Alertmanager refuses an alert that ends before it starts.
            "startsAt",
            Instant.ofEpochMilli(Math.min(notice.started(), entry.endsAt())),
            "endsAt",
            Instant.ofEpochMilli(entry.endsAt()));
    if (!link.isEmpty()) {
      String place = link(notice);
      annotations.put("dashboard_url", place);
      json.put("generatorURL", place);
    }
    return json;
  }

  /** The series, of an incident the first, at the begin. */
  private String link(Notice notice) {
    String first = String.valueOf(notice.annotations().get("first"));
    String series = notice.labels().getOrDefault("series", first);
    return ConsoleApi.link(link, series, notice.started());
  }
}
