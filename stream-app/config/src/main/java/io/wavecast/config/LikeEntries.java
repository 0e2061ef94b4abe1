package io.wavecast.config;

import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.season.SeasonStep;
import io.wavecast.core.text.Durations;
import io.wavecast.schemas.calendar.CalendarEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds calendar entries that count a day as another one (such as {@code like-sunday}) although, by
 * the settings, no series remembers the week.
 */
public final class LikeEntries {
  private LikeEntries() {}

  /** Of the entries of the configuration, as {@link #warnings(Settings, List)}. */
  public static List<String> warnings(Settings settings) {
    return warnings(settings, PipelineSettings.calendar(settings).entries());
  }

  /**
   * A line for each such entry: its name, and why it has no effect.
   *
   * @param entries of any origin
   */
  public static List<String> warnings(Settings settings, List<CalendarEntry> entries) {
    Optional<String> why = why(settings);
    return why.isEmpty()
        ? List.of()
        : entries.stream()
            .filter(entry -> entry.effect().like() != null)
            .map(
                entry -> "calendar entry '%s' has no effect: %s".formatted(entry.name(), why.get()))
            .toList();
  }

  private static Optional<String> why(Settings settings) {
    if (settings.get(WindowKeys.SEASON) == SeasonSettings.Mode.OFF) {
      return Optional.of("series remember no week with forecast.season=off");
    }
    return settings
        .get(WindowKeys.STEP)
        .map(Duration::toMillis)
        .filter(step -> !SeasonStep.isSeasonal(step))
        .map(
            step ->
                "series remember a week with at most 36h between values only, window.step is "
                    + Durations.format(Duration.ofMillis(step)));
  }
}
