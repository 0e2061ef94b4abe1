package io.wavecast.flink.metrics;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * Flink adapter for {@link Metrics}: each metric goes under its Prometheus name into an operator's
 * group, labels as groups of their own. Flink ends what is registered when the operator ends. A
 * histogram is told in Prometheus' way, as counts below bounds, so that those of many subtasks can
 * be added up. What tells of a few series is left out: Flink cannot take a label back. Thread-safe.
 */
public final class FlinkMetrics implements Metrics {
  private final MetricGroup group;
  private final Map<List<Object>, Counter> counters = new ConcurrentHashMap<>();
  private final Map<List<Object>, BucketCounts> histograms = new ConcurrentHashMap<>();
  private final Map<List<Object>, List<DoubleSupplier>> gauges = new ConcurrentHashMap<>();

  public FlinkMetrics(MetricGroup group) {
    this.group = group;
  }

  @Override
  public void count(Metric counter, long amount, String... labels) {
    counters
        .computeIfAbsent(
            id(counter, labels),
            id ->
                labelled(counter, labels)
                    .counter(counter.prometheusName(), new ThreadSafeSimpleCounter()))
        .inc(amount);
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    if (histogram.kind() == Metric.Kind.TOP) {
      return;
    }
    histograms
        .computeIfAbsent(
            id(histogram, labels),
            id -> BucketCounts.register(histogram, labelled(histogram, labels)))
        .add(value);
  }

  @Override
  public AutoCloseable gauge(Metric gauge, DoubleSupplier value, String... labels) {
    List<DoubleSupplier> suppliers =
        gauges.computeIfAbsent(
            id(gauge, labels),
            id -> {
              List<DoubleSupplier> all = new CopyOnWriteArrayList<>();
              Gauge<Double> sum = () -> all.stream().mapToDouble(DoubleSupplier::getAsDouble).sum();
              labelled(gauge, labels).gauge(gauge.prometheusName(), sum);
              return all;
            });
    suppliers.add(value);
    return () -> suppliers.remove(value);
  }

  private MetricGroup labelled(Metric metric, String... values) {
    List<String> names = metric.labels();
    if (names.size() != values.length) {
      throw new IllegalArgumentException(
          "labels of " + metric.id() + " must be " + names + ", got " + values.length + " values");
    }
    MetricGroup labelled = group;
    for (int i = 0; i < values.length; i++) {
      labelled = labelled.addGroup(names.get(i), values[i]);
    }
    return labelled;
  }

  private static List<Object> id(Metric metric, String... labels) {
    if (labels.length == 0) {
      return List.of(metric);
    }
    List<Object> id = new ArrayList<>(1 + labels.length);
    id.add(metric);
    id.addAll(List.of(labels));
    return id;
  }
}
