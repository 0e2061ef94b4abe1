package io.wavecast.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.IncidentKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.incident.IncidentSpec;
import io.wavecast.core.incident.RecordedIncidents;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.IncidentCodec;
import io.wavecast.schemas.incident.IncidentTopics;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of a replay's alerts.
 *
 * @param recorded null: alerts are not joined
 */
record ReplayedIncidents(@Nullable RecordedIncidents recorded) {
  static ReplayedIncidents of(boolean joins, Settings s) {
    return new ReplayedIncidents(
        joins
            ? new RecordedIncidents(
                new IncidentSpec(
                    IncidentTopics.withPrefix(Topics.DEFAULT_PREFIX),
                    s.get(IncidentKeys.WINDOW),
                    StreamSettings.DEFAULT_MAX_RECORD_BYTES))
            : null);
  }

  void add(Event event) {
    if (recorded != null && event instanceof Alert alert) {
      recorded.add(alert);
    }
  }

  /**
   * What is printed of them.
   *
   * @param json whether each change is a line of JSON; otherwise each incident is a sentence, apart
   *     from those whose series turned out to belong to another one
   */
  List<String> lines(boolean json) {
    List<Incident> all = recorded == null ? List.of() : recorded.incidents();
    return json
        ? all.stream().map(each -> new String(IncidentCodec.write(each), UTF_8)).toList()
        : latest(all).stream()
            .filter(each -> each.joined().isEmpty())
            .map(ReplayedIncidents::sentence)
            .toList();
  }

  private static Collection<Incident> latest(List<Incident> all) {
    Map<String, Incident> latest = new LinkedHashMap<>();
    all.forEach(each -> latest.put(each.id(), each));
    return latest.values();
  }

  private static String sentence(Incident incident) {
    return "%s incident, %s at worst: %s"
        .formatted(
            Instant.ofEpochMilli(incident.since()),
            incident.severity().name().toLowerCase(Locale.ROOT),
            incident.reason());
  }
}
