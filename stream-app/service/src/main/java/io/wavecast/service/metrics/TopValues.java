package io.wavecast.service.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.wavecast.core.metrics.Metric;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The highest values of the last one to two spans, each with its owner's name. Keeps a bounded
 * number of them. The result is exact: an evicted value was lower than all kept ones. A value too
 * low to be kept costs one comparison. Thread-safe.
 */
final class TopValues {
  /** Longer names are truncated to this many characters. */
  private static final int NAME = 128;

  private final int most;
  private final long span;
  private final LongSupplier nanoClock;

  private Map<String, Double> current = new HashMap<>();
  private Map<String, Double> previous = Map.of();
  private long started;

  /** The threshold above which a value is among the highest of this span. */
  private volatile double least;

  /**
   * @param most maximum number of values, at least 1
   * @param nanoClock time, ns
   */
  TopValues(int most, Duration span, LongSupplier nanoClock) {
    this.most = most;
    this.span = span.toNanos();
    this.nanoClock = nanoClock;
    this.started = nanoClock.getAsLong();
  }

  /** Records a value; ignored unless above 0. */
  void record(String name, double value) {
    if (value > least) {
      take(name.length() > NAME ? name.substring(0, NAME) + "…" : name, value);
    }
  }

  private synchronized void take(String name, double value) {
    rotate();
    current.merge(name, value, Math::max);
    bound(current);
    least = current.size() < most ? 0 : Collections.min(current.values());
  }

  /** The highest values by name. */
  synchronized Map<String, Double> highest() {
    rotate();
    Map<String, Double> both = new HashMap<>(previous);
    current.forEach((name, value) -> both.merge(name, value, Math::max));
    while (both.size() > most) {
      bound(both);
    }
    return both;
  }

  GaugeSnapshot snapshot(Metric metric) {
    GaugeSnapshot.Builder snapshot =
        GaugeSnapshot.builder().name(metric.prometheusName()).help(metric.help());
    highest()
        .forEach(
            (name, value) ->
                snapshot.dataPoint(
                    GaugeDataPointSnapshot.builder()
                        .labels(Labels.of(metric.labels().get(0), name))
                        .value(value)
                        .build()));
    return snapshot.build();
  }

  /** Starts a new span if the current one has ended. */
  private void rotate() {
    long past = nanoClock.getAsLong() - started;
    if (past >= span) {
      previous = past < 2 * span ? current : Map.of();
      current = new HashMap<>();
      least = 0;
      started += past - past % span;
    }
  }

  /** Removes the lowest value if there are more than {@link #most}. */
  private void bound(Map<String, Double> values) {
    if (values.size() > most) {
      values.entrySet().stream()
          .min(Map.Entry.comparingByValue())
          .ifPresent(lowest -> values.remove(lowest.getKey()));
    }
  }
}
