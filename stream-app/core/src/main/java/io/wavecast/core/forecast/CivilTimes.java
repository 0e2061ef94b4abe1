package io.wavecast.core.forecast;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The clocks of each series. Thread-safe. */
public final class CivilTimes {
  private final Zones zones;
  private final Map<ZoneId, CivilTime> clocks = new HashMap<>();

  /**
   * @param zones by whose clocks time passes for which series
   */
  public CivilTimes(Zones zones) {
    this.zones = zones;
    clocks.put(zones.rest(), new CivilTime(zones.rest()));
    zones.patterns().forEach(each -> clocks.computeIfAbsent(each.zone(), CivilTime::new));
  }

  /** Whether the clocks of a series depend on its labels. */
  public boolean useLabels() {
    return zones.usesLabels();
  }

  /**
   * The clocks of a series.
   *
   * @param labels of the series by name; they do not matter where {@link #useLabels} is false
   */
  public CivilTime of(String series, Map<String, String> labels) {
    return Objects.requireNonNull(clocks.get(zones.of(series, labels)));
  }
}
