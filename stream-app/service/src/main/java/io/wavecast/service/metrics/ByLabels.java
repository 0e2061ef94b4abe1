package io.wavecast.service.metrics;

import io.wavecast.core.metrics.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  /** The meter of a metric with these labels, if it was made. */
  @Nullable T find(Metric metric, String... labels) {
    return of(metric).get(key(labels));
  }

  /** Keeps the meter of a metric with these labels, unless another thread was first. */
  T make(Metric metric, Supplier<T> meter, String... labels) {
    return of(metric).computeIfAbsent(key(labels), key -> meter.get());
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
