package io.wavecast.service.console;

import io.wavecast.core.calendar.CalendarSource;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Observation;
import java.util.List;
import java.util.Map;

/**
 * Which calendar entries mute series on the console: those of the pipeline, by event time, as
 * alerts are muted. Thread-safe.
 *
 * @param calendars the entries
 * @param inKey where keys of series hold labels
 */
public record Mutes(CalendarSource calendars, LabelPattern inKey) {
  /** A series with the entry that mutes it at its newest value, if there is one. */
  public LiveSeries.Snapshot mark(LiveSeries.Snapshot series) {
    List<Observation> values = series.values();
    if (values.isEmpty()) {
      return series;
    }
    long time = values.get(values.size() - 1).timestamp();
    Map<String, String> labels = inKey.labels(series.series(), own(series));
    return series.mutedBy(calendars.current().at(series.series(), labels, time).mutedBy());
  }

  /** The newest labels that an observation or an alert has named. */
  private static Map<String, String> own(LiveSeries.Snapshot series) {
    Map<String, String> own = series.alert().map(Alert::labels).orElse(Map.of());
    for (Observation value : series.values()) {
      Map<String, String> named = value.labels();
      own = named == null ? own : named;
    }
    return own;
  }
}
