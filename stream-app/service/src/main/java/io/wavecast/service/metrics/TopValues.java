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
 * The highest values of the last one to two spans, and whose they are: a bounded number of them,
 * however many there are to tell of. Exact, because what is pushed out was lower than all that
 * stayed. A value that is none of them costs one comparison. Thread-safe.
 */
final class TopValues {
  /** Most characters of a name that are kept. */
  private static final int NAME = 128;

  private final int most;
  private final long span;
  private final LongSupplier nanoClock;

  private Map<String, Double> current = new HashMap<>();
  private Map<String, Double> former = Map.of();
  private long begun;

  /** Only what is above can be among the highest of this span. */
  private volatile double least;

  /**
   * @param most how many are kept, at least 1
   * @param nanoClock time, ns
   */
  TopValues(int most, Duration span, LongSupplier nanoClock) {
    this.most = most;
    this.span = span.toNanos();
    this.nanoClock = nanoClock;
    this.begun = nanoClock.getAsLong();
  }

  /** Takes in a value of somebody's; one that is not above 0 is no high value. */
  void record(String name, double value) {
    if (value > least) {
      take(name.length() > NAME ? name.substring(0, NAME) + "…" : name, value);
    }
  }

  private synchronized void take(String name, double value) {
    turn();
    current.merge(name, value, Math::max);
    bound(current);
    least = current.size() < most ? 0 : Collections.min(current.values());
  }

  /** The highest values by whose they are. */
  synchronized Map<String, Double> highest() {
    turn();
    Map<String, Double> both = new HashMap<>(former);
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

  /** Begins a new span when the current one is over. */
  private void turn() {
    long past = nanoClock.getAsLong() - begun;
    if (past >= span) {
      former = past < 2 * span ? current : Map.of();
      current = new HashMap<>();
      least = 0;
      begun += past - past % span;
    }
  }

  /** Takes the lowest out of one too many. */
  private void bound(Map<String, Double> values) {
    if (values.size() > most) {
      values.entrySet().stream()
          .min(Map.Entry.comparingByValue())
          .ifPresent(lowest -> values.remove(lowest.getKey()));
    }
  }
}
