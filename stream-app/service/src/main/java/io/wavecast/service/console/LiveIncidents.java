package io.wavecast.service.console;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.State;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest change of a bounded number of incidents, for the console. When full, the resolved one
 * whose end is the longest ago makes room, and without such a one the least urgent. Thread-safe.
 */
final class LiveIncidents {
  /** Open ones by severity, then the newest first; then resolved ones, that which ended last. */
  private static final Comparator<Incident> MOST_URGENT_FIRST =
      Comparator.comparing(Incident::state)
          .thenComparing(LiveIncidents::isCriticalNow, Comparator.reverseOrder())
          .thenComparing(LiveIncidents::turn, Comparator.reverseOrder())
          .thenComparing(Incident::id);

  private final int maxIncidents;
  private final Map<String, Incident> incidents = new HashMap<>();

  /**
   * @param maxIncidents largest number of incidents kept
   */
  LiveIncidents(int maxIncidents) {
    this.maxIncidents = maxIncidents;
  }

  private static boolean isCriticalNow(Incident incident) {
    return incident.state() == State.OPEN && incident.severity() == Alert.State.CRITICAL;
  }

  private static long turn(Incident incident) {
    return incident.state() == State.OPEN ? incident.since() : incident.changed();
  }

  /** Takes a change of an incident; ignored if older than the last one. */
  synchronized void add(Incident incident) {
    Incident last = incidents.get(incident.id());
    if (last != null && last.changed() > incident.changed()) {
      return;
    }
    incidents.put(incident.id(), incident);
    if (incidents.size() > maxIncidents) {
      remove(Collections.max(incidents.values(), MOST_URGENT_FIRST).id());
    }
  }

  /** Forgets all: the topic is read again. */
  synchronized void clear() {
    incidents.clear();
  }

  /** Removes an incident, if it is kept. */
  synchronized void remove(String id) {
    incidents.remove(id);
  }

  /**
   * The incidents kept, apart from those whose series turned out to belong to another one: open
   * ones by severity, then by start; then resolved ones by end.
   */
  synchronized List<Incident> snapshot() {
    return incidents.values().stream()
        .filter(incident -> !incidents.containsKey(incident.joined()))
        .sorted(MOST_URGENT_FIRST)
        .toList();
  }
}
