package io.wavecast.core.stream;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * A gauge of a {@link Pipeline}.
 *
 * @param metric its definition
 * @param value read from any thread
 * @param labels values of the metric's labels, in their order
 */
public record Gauge(Metric metric, DoubleSupplier value, List<String> labels) {
  /** A gauge without labels. */
  public static Gauge of(Metric metric, DoubleSupplier value) {
    return new Gauge(metric, value, List.of());
  }

  /** Reports it until the returned handle is closed. */
  public Metrics.Registration register(Metrics metrics) {
    return metrics.gauge(metric, value, labels.toArray(String[]::new));
  }
}
