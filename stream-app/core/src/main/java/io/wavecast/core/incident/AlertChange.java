package io.wavecast.core.incident;

import io.wavecast.schemas.forecast.Alert;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A record of the alerts topic.
 *
 * @param series the series key
 * @param time of the change, ms since the epoch
 * @param alert the change; null when the series was removed
 */
public record AlertChange(String series, long time, @Nullable Alert alert) {
  /** The order in which changes are joined, whatever order they arrive in. */
  static final Comparator<AlertChange> ORDER =
      Comparator.comparingLong(AlertChange::time).thenComparing(AlertChange::series);
}
