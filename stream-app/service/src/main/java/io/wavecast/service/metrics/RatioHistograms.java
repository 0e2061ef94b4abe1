package io.wavecast.service.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.wavecast.core.metrics.Metric;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;

/**
 * Histograms of numbers around 1, such as scores: by Prometheus' own client, because Micrometer
 * rounds what a summary takes up to whole numbers. Thread-safe.
 */
final class RatioHistograms {
  private final PrometheusRegistry registry;
  private final Map<Metric, Histogram> histograms = new ConcurrentHashMap<>();

  RatioHistograms(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /**
   * What records values of a metric with the values of its labels.
   *
   * @throws IllegalArgumentException when the number of labels is wrong
   */
  DoubleConsumer of(Metric metric, String... labels) {
    Histogram histogram = histograms.computeIfAbsent(metric, this::register);
    return labels.length == 0 ? histogram::observe : histogram.labelValues(labels)::observe;
  }

  private Histogram register(Metric metric) {
    return Histogram.builder()
        .name(metric.prometheusName())
        .help(metric.help())
        .labelNames(metric.labels().toArray(String[]::new))
        .classicOnly()
        .classicUpperBounds(Buckets.ratios())
        .register(registry);
  }
}
