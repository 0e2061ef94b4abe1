package io.wavecast.service.console;

import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The incidents that the console reads.
 *
 * <pre>
 *   /api/incidents  {enabled, open, incidents: [{id, state, severity, since, changed, members, first,
 *                    series: [...], labels: [{name, value, members}], reason}]}
 * </pre>
 *
 * Times are ms since the epoch. {@code open} is how many are open, also where not all are listed.
 */
public final class IncidentsJson {
  /** Most incidents that are listed. */
  static final int MAX_LISTED = 20;

  private IncidentsJson() {}

  /**
   * {@code /api/incidents}.
   *
   * @param incidents the most urgent first; empty if none are made
   */
  public static byte[] of(Optional<List<Incident>> incidents) {
    List<Incident> all = incidents.orElse(List.of());
    return JsonWriter.value(
        JsonWriter.fields(
            "enabled", incidents.isPresent(),
            "open", all.stream().filter(i -> i.state() == Incident.State.OPEN).count(),
            "incidents", all.stream().limit(MAX_LISTED).map(IncidentsJson::incident).toList()));
  }

  private static Map<String, @Nullable Object> incident(Incident i) {
    return JsonWriter.fields(
        "id", i.id(),
        "state", i.state(),
        "severity", i.severity(),
        "since", i.since(),
        "changed", i.changed(),
        "members", i.members(),
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
