package io.wavecast.service.metrics;

import io.wavecast.core.metrics.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Meters by metric and by the values of its labels; to find one of no or one label allocates
 * nothing, since that is done dozens of times an observation. Thread-safe.
 */
final class ByLabels<T> {
  private final Map<Metric, Map<Object, T>> all = new EnumMap<>(Metric.class);

  ByLabels() {
    for (Metric metric : Metric.values()) {
      all.put(metric, new ConcurrentHashMap<>());
    }
  }

  /** The meter of a metric with these labels, made when it is new. */
  T get(Metric metric, Function<Object, T> make, String... labels) {
    Map<Object, T> meters = of(metric);
    Object key = key(labels);
    T known = meters.get(key);
    return known == null ? meters.computeIfAbsent(key, make) : known;
  }

  /** The meters of a metric by {@link #key}. */
  Map<Object, T> of(Metric metric) {
    Map<Object, T> meters = all.get(metric);
    if (meters == null) {
      throw new IllegalArgumentException("no such metric: " + metric);
    }
    return meters;
  }

  /** What stands for the values of labels. */
  static Object key(String... labels) {
    return switch (labels.length) {
      case 0 -> "";
      case 1 -> labels[0];
      default -> List.of(labels);
    };
  }
}
