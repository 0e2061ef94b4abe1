package io.wavecast.service.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.wavecast.core.metrics.Metric;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;

/**
 * Histograms with the declared bucket bounds, made with Prometheus' own client: Micrometer rounds
 * the values of a distribution summary up to integers. Thread-safe.
 */
final class Histograms {
  private final PrometheusRegistry registry;
  private final Map<Metric, Histogram> histograms = new ConcurrentHashMap<>();

  Histograms(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** Records values of a metric with these label values. */
  DoubleConsumer of(Metric metric, String... labels) {
    Histogram histogram = histograms.computeIfAbsent(metric, this::register);
    return labels.length == 0 ? histogram::observe : histogram.labelValues(labels)::observe;
  }

  /**
   * The number of values per bucket so far, over all labels; all 0 if there are none.
   *
   * @return [bounds + 1], not cumulative; the last is the number of values above all bounds
   */
  double[] counts(Metric metric) {
    double[] counts = new double[metric.bounds().length + 1];
    Histogram histogram = histograms.get(metric);
    if (histogram != null) {
      for (HistogramDataPointSnapshot point : histogram.collect().getDataPoints()) {
        for (int i = 0; i < counts.length; i++) {
          counts[i] += point.getClassicBuckets().getCount(i);
        }
      }
    }
    return counts;
  }

  private Histogram register(Metric metric) {
    return Histogram.builder()
        .name(metric.prometheusName())
        .help(metric.help())
        .labelNames(metric.labels().toArray(String[]::new))
        .classicOnly()
        .classicUpperBounds(metric.bounds())
        .register(registry);
  }
}
