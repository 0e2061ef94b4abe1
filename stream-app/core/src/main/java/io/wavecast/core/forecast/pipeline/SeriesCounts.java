package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.Gauge;
import io.wavecast.schemas.forecast.Alert;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts series by alert state. One thread counts; the gauges may be read by any. Alert states
 * change rarely, so the map is copied then.
 */
final class SeriesCounts {
  private int known;
  private volatile int series;

  /** Those that are not OK. */
  private volatile Map<Alert.State, Integer> byAlert = Map.of();

  void clear() {
    known = 0;
    series = 0;
    byAlert = Map.of();
  }

  /** Counts a change of a series; {@link SeriesState#EMPTY} where it does not exist. */
  void change(SeriesState before, SeriesState after) {
    known += (after.latest() < 0 ? 0 : 1) - (before.latest() < 0 ? 0 : 1);
    if (series != known) {
      series = known;
    }
    if (before.alertState() != after.alertState()) {
      Map<Alert.State, Integer> counts = new EnumMap<>(Alert.State.class);
      counts.putAll(byAlert);
      counts.merge(before.alertState(), -1, Integer::sum);
      counts.merge(after.alertState(), 1, Integer::sum);
      counts.remove(Alert.State.OK);
      byAlert = counts;
    }
  }

  List<Gauge> gauges() {
    List<Gauge> gauges = new ArrayList<>();
    gauges.add(Gauge.of(Metric.SERIES, () -> series));
    for (Alert.State state : Alert.State.values()) {
      gauges.add(new Gauge(Metric.ALERT_SERIES, () -> count(state), List.of(state.name())));
    }
    return gauges;
  }

  private int count(Alert.State state) {
    Map<Alert.State, Integer> others = byAlert;
    return state == Alert.State.OK
        ? Math.max(0, series - others.values().stream().mapToInt(n -> n).sum())
        : others.getOrDefault(state, 0);
  }
}
