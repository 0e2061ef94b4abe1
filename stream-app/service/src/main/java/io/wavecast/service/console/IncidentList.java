package io.wavecast.service.console;

import io.wavecast.schemas.incident.Incident;
import java.util.List;

/**
 * The incidents as far as the console knows them.
 *
 * @param enabled whether incidents are made, and may be read
 * @param loaded whether their topic has been read up to where it ended when the reading began;
 *     otherwise the incidents are not all, and may have changed
 * @param incidents the most urgent first
 */
public record IncidentList(boolean enabled, boolean loaded, List<Incident> incidents) {
  /** Where no incidents are made. */
  public static final IncidentList NONE = new IncidentList(false, true, List.of());

  /** Before the topic is read. */
  public static final IncidentList LOADING = new IncidentList(true, false, List.of());

  public IncidentList {
    incidents = List.copyOf(incidents);
  }
}
