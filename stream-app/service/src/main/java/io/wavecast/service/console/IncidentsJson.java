package io.wavecast.service.console;

import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The incidents that the console reads.
 *
 * <pre>
 *   /api/incidents  {enabled, loaded, open, matching, incidents: [{id, state, severity, since, changed, members,
 *                    alerting, first, series: [...], labels: [{name, value, members}], reason}]}
 * </pre>
 *
 * Times are ms since the epoch. {@code open} is how many are open, also where not all are listed;
 * null until the topic is {@code loaded}, which begins with the first request. {@code alerting} is
 * how many of the members still alert; null where the record does not say.
 */
final class IncidentsJson {
  /** Most incidents that are listed. */
  static final int MAX_LISTED = 200;

  private IncidentsJson() {}

  /**
   * {@code /api/incidents}.
   *
   * @param enabled whether incidents are made, and may be read
   * @param loaded whether their topic has been read up to where it ended when the reading began
   */
  static Map<String, @Nullable Object> of(boolean enabled, boolean loaded, List<Incident> all) {
    long open = all.stream().filter(i -> i.state() == Incident.State.OPEN).count();
    return JsonWriter.fields(
        "enabled",
        enabled,
        "loaded",
        loaded,
        "open",
        loaded ? open : null,
        "matching",
        all.size(),
        "incidents",
        all.stream().limit(MAX_LISTED).map(IncidentsJson::incident).toList());
  }

  static Map<String, @Nullable Object> incident(Incident i) {
    return JsonWriter.fields(
        "id", i.id(),
        "state", i.state(),
        "severity", i.severity(),
        "since", i.since(),
        "changed", i.changed(),
        "members", i.members(),
        "alerting", i.alerting().isPresent() ? i.alerting().getAsInt() : null,
        "first", i.first(),
        "series", i.series(),
        "labels",
            i.labels().stream()
                .map(
                    label ->
                        JsonWriter.fields(
                            "name", label.name(),
                            "value", label.value(),
                            "members", label.members()))
                .toList(),
        "reason", i.reason());
  }
}
