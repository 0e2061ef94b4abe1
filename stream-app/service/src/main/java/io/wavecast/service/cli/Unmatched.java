package io.wavecast.service.cli;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.forecast.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The alert rules and calendar entries whose pattern no series has matched. Not thread-safe. */
final class Unmatched {
  /** Of what is left, by what it is called. */
  private final Map<String, SeriesPattern> patterns = new LinkedHashMap<>();

  private String series = "";
  private Map<String, String> labels = Map.of();

  Unmatched(AlertSettings alerts, Calendar calendar) {
    for (AlertRule rule : alerts.rules()) {
      patterns.put("alert rule '%s'".formatted(rule.name()), rule.series());
    }
    for (CalendarEntry entry : calendar.entries()) {
      patterns.put("calendar entry '%s'".formatted(entry.name()), SeriesPattern.of(entry.series()));
    }
  }

  /** Takes an event and the labels of its series, by name. */
  void add(Event event, Map<String, String> ofSeries) {
    if (!event.series().equals(series) || !ofSeries.equals(labels)) {
      series = event.series();
      labels = ofSeries;
      patterns.values().removeIf(pattern -> pattern.matches(series, labels));
    }
  }

  /** Says of each what pattern matched no series. */
  void tell(Consumer<String> tell) {
    patterns.forEach(
        (what, pattern) -> tell.accept("%s matches no series: %s".formatted(what, pattern)));
  }
}
