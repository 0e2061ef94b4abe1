package io.wavecast.core.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An adapter's meters, by metric and label values. A lookup with at most one label allocates
 * nothing, because it happens several times per observation. Thread-safe.
 *
 * @param <T> the adapter's type of meter
 */
public final class ByLabels<T> {
  private final Map<Metric, Map<Object, T>> meters = new ConcurrentHashMap<>();

  /**
   * The meter with these labels, created if absent.
   *
   * @throws IllegalArgumentException if the number of label values is wrong
   */
  public T get(Metric metric, Supplier<T> create, String... labels) {
    Map<Object, T> ofMetric = of(metric);
    Object key = key(labels);
    T known = ofMetric.get(key);
    if (known != null) {
      return known;
    }
    metric.checkLabels(labels);
    return ofMetric.computeIfAbsent(key, absent -> create.get());
  }

  /** Atomically replaces the meter with these labels, or removes it if the result is null. */
  public void compute(Metric metric, Function<@Nullable T, @Nullable T> update, String... labels) {
    metric.checkLabels(labels);
    of(metric).compute(key(labels), (key, known) -> update.apply(known));
  }

  private Map<Object, T> of(Metric metric) {
    Map<Object, T> known = meters.get(metric);
    return known != null
        ? known
        : meters.computeIfAbsent(metric, absent -> new ConcurrentHashMap<>());
  }

  private static Object key(String... labels) {
    return switch (labels.length) {
      case 0 -> "";
      case 1 -> labels[0];
      default -> List.of(labels);
    };
  }
}
