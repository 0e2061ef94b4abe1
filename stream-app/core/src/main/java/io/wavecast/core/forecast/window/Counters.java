package io.wavecast.core.forecast.window;

import io.wavecast.core.forecast.Floats;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.forecast.Observation;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Which series are counters, and what is observed of them: the rate at which they grow. A fall is a
 * restart of the counter, which has counted from 0 since then. Immutable and thread-safe.
 *
 * <pre>
 *   time, s     0    10    20    30
 *   value     100   160    40    40
 *   rate        -     6     4     0
 * </pre>
 *
 * @param patterns a series is a counter if any of them matches it
 */
public record Counters(List<SeriesPattern> patterns) implements Serializable {
  /** No series is a counter. */
  public static final Counters NONE = new Counters(List.of());

  private static final double SECOND_MS = 1000;

  public Counters {
    patterns = List.copyOf(patterns);
  }

  /** Whether no series is a counter. */
  boolean isEmpty() {
    return patterns.isEmpty();
  }

  private boolean usesLabels() {
    return patterns.stream().anyMatch(SeriesPattern::usesLabels);
  }

  /**
   * Whether a series is a counter.
   *
   * @param inKey where its key holds labels
   * @param own its other labels by name
   */
  public boolean has(String series, LabelPattern inKey, Map<String, String> own) {
    Map<String, String> labels = usesLabels() ? inKey.labels(series, own) : Map.of();
    for (SeriesPattern pattern : patterns) {
      if (pattern.matches(series, labels)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What an observation of a counter says: its increase per second since the one before.
   *
   * @param time of the one before, ms since the epoch, less than that of the observation
   * @param value of the one before
   * @return an observation of the same series, time and labels
   */
  public static Observation rate(long time, double value, Observation next) {
    double increase = next.value() < value ? next.value() : next.value() - value;
    double seconds = (next.timestamp() - time) / SECOND_MS;
    return new Observation(
        next.series(), next.timestamp(), Floats.clamp(increase / seconds), next.labels());
  }
}
