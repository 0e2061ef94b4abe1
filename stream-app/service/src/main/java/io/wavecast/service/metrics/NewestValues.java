package io.wavecast.service.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.wavecast.core.metrics.Metric;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The newest value for each combination of labels. One that has not been recorded for five minutes,
 * or three times as long as between the two before, is left out: its series is silent, or judged by
 * another instance. Series that are followed are few, so none is removed. Thread-safe.
 */
final class NewestValues {
  private static final long KEPT = TimeUnit.MINUTES.toNanos(5);
  private static final int INTERVALS = 3;

  private final LongSupplier nanoClock;
  private final Map<List<String>, Newest> values = new ConcurrentHashMap<>();

  /**
   * @param at when it was recorded, ns
   * @param interval time since the value before, ns
   */
  private record Newest(double value, long at, long interval) {}

  /**
   * @param nanoClock time, ns
   */
  NewestValues(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  void record(List<String> labels, double value) {
    long now = nanoClock.getAsLong();
    values.compute(labels, (key, last) -> new Newest(value, now, last == null ? 0 : now - last.at));
  }

  GaugeSnapshot snapshot(Metric metric) {
    long now = nanoClock.getAsLong();
    GaugeSnapshot.Builder snapshot =
        GaugeSnapshot.builder().name(metric.prometheusName()).help(metric.help());
    values.forEach(
        (labels, last) -> {
          if (now - last.at <= Math.max(KEPT, INTERVALS * last.interval)) {
            snapshot.dataPoint(
                GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(metric.labels(), labels))
                    .value(last.value)
                    .build());
          }
        });
    return snapshot.build();
  }
}
