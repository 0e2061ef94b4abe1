package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.forecast.window.SeriesState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the series that may be stale, without reading the states of the others. One of which only
 * the history is known is not waited for. Not thread-safe.
 */
final class StaleSeries {
  private final Optional<Duration> after;

  /** Time of the latest observation of each series that can become stale. */
  private final Map<String, Long> latest = new HashMap<>();

  /**
   * @param after the shortest silence after which any series is stale; empty: never
   */
  StaleSeries(Optional<Duration> after) {
    this.after = after;
  }

  /** Whether any series can become stale. */
  boolean isOn() {
    return after.isPresent();
  }

  void clear() {
    latest.clear();
  }

  /** Takes in a series after a live observation, or as it was recovered. */
  void put(String series, SeriesState state) {
    if (isOn() && state.isLive()) {
      latest.put(series, state.latest());
    }
  }

  void remove(String series) {
    latest.remove(series);
  }

  /** Whether a series may be stale at a time, ms since the epoch. */
  boolean isSilent(String series, long time) {
    Long last = latest.get(series);
    return last != null && last <= time - after.orElseThrow().toMillis();
  }

  /**
   * Checks series.
   *
   * @param watermark up to when their observations have been read; below 0 finds none
   * @param check checks one; whether it must be checked again before its next observation
   */
  void check(long watermark, Predicate<String> check) {
    if (!isOn()) {
      return;
    }
    long stale = Math.max(watermark, 0) - after.get().toMillis();
    latest.entrySet().removeIf(each -> each.getValue() <= stale && !check.test(each.getKey()));
  }
}
