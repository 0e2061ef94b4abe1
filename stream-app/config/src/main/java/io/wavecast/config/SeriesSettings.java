package io.wavecast.config;

import io.wavecast.core.forecast.Zones;
import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.text.Durations;
import io.wavecast.core.text.LabelPattern;
import java.time.Duration;
import java.util.Optional;

/** Turns settings into how each series is observed. */
public final class SeriesSettings {
  private SeriesSettings() {}

  /** Where keys hold labels. */
  public static LabelPattern labels(Settings s) {
    return s.get(IncidentKeys.LABELS).orElse(LabelPattern.NONE);
  }

  static SeasonSettings season(Settings s) {
    return new SeasonSettings(
        s.get(WindowKeys.SEASON), new Zones(s.get(WindowKeys.ZONE), s.get(WindowKeys.ZONES)));
  }

  static WindowSettings windows(Settings s) {
    WindowSettings kept =
        new WindowSettings(s.get(WindowKeys.STEP).orElse(null), s.get(WindowKeys.MAX_GAP))
            .withCounters(s.get(WindowKeys.AS_RATE));
    Optional<Duration> expireAfter = s.get(WindowKeys.EXPIRE_AFTER);
    return expireAfter.isEmpty()
        ? kept
        : PipelineSettings.parsed(
            s, WindowKeys.EXPIRE_AFTER, () -> kept.withExpireAfter(expireAfter.get()));
  }

  /** A rule must notice silence before the series is forgotten. */
  static void checkSilence(Settings s, AlertSettings alerts, WindowSettings windows) {
    for (AlertRule rule : alerts.rules()) {
      Duration staleAfter = rule.staleAfter();
      Duration expireAfter = windows.expireAfter();
      if (staleAfter != null && expireAfter != null && staleAfter.compareTo(expireAfter) >= 0) {
        throw s.refuse(
            WindowKeys.EXPIRE_AFTER,
            " must be longer than stale-after of alert rule '%s', %s, got: %s"
                .formatted(
                    rule.name(), Durations.format(staleAfter), Durations.format(expireAfter)));
      }
    }
  }
}
