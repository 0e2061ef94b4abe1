package io.wavecast.core.forecast.window;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.text.LabelPattern;
import java.util.Map;

/**
 * All labels of series: those in their keys and those of their observations, which take precedence.
 * Thread-safe.
 *
 * @param inKey where a key holds labels
 * @param rulesUse whether rules of alerts look at labels
 */
record SeriesLabels(LabelPattern inKey, boolean rulesUse) {
  Map<String, String> of(String series, LabelState own) {
    return inKey.labels(series, own.byName());
  }

  /** The labels that rules and a calendar are to see; none where no pattern looks at them. */
  Map<String, String> seen(String series, LabelState own, Calendar calendar) {
    return rulesUse || calendar.usesLabels() ? of(series, own) : Map.of();
  }
}
