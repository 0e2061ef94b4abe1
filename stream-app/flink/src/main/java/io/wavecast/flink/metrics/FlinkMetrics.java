package io.wavecast.flink.metrics;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
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
  private final Map<Metric, Map<Object, Counter>> counters = byMetric();
  private final Map<Metric, Map<Object, BucketCounts>> histograms = byMetric();
  private final Map<Metric, Map<Object, List<DoubleSupplier>>> gauges = byMetric();

  public FlinkMetrics(MetricGroup group) {
    this.group = group;
  }

  @Override
  public void count(Metric counter, long amount, String... labels) {
    registered(counter, labels).inc(amount);
  }

  @Override
  public LongConsumer counter(Metric counter, String... labels) {
    return registered(counter, labels)::inc;
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    if (histogram.kind() != Metric.Kind.TOP) {
      buckets(histogram, labels).add(value);
    }
  }

  @Override
  public DoubleConsumer histogram(Metric histogram, String... labels) {
    return histogram.kind() == Metric.Kind.TOP ? value -> {} : buckets(histogram, labels)::add;
  }

  private Counter registered(Metric counter, String... labels) {
    return find(
        counters,
        counter,
        key ->
            labelled(counter, labels)
                .counter(counter.prometheusName(), new ThreadSafeSimpleCounter()),
        labels);
  }

  private BucketCounts buckets(Metric histogram, String... labels) {
    return find(
        histograms,
        histogram,
        key -> BucketCounts.register(histogram, labelled(histogram, labels)),
        labels);
  }

  @Override
  public AutoCloseable gauge(Metric gauge, DoubleSupplier value, String... labels) {
    List<DoubleSupplier> suppliers =
        find(
            gauges,
            gauge,
            key -> {
              List<DoubleSupplier> all = new CopyOnWriteArrayList<>();
              Gauge<Double> sum = () -> all.stream().mapToDouble(DoubleSupplier::getAsDouble).sum();
              labelled(gauge, labels).gauge(gauge.prometheusName(), sum);
              return all;
            },
            labels);
    suppliers.add(value);
    return () -> suppliers.remove(value);
  }

  private static <T> Map<Metric, Map<Object, T>> byMetric() {
    Map<Metric, Map<Object, T>> all = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      all.put(metric, new ConcurrentHashMap<>());
    }
    return all;
  }

  /** Allocates nothing for what is known and has one label or none: it is called all the time. */
  private static <T> T find(
      Map<Metric, Map<Object, T>> all, Metric metric, Function<Object, T> make, String... labels) {
    Map<Object, T> meters = Objects.requireNonNull(all.get(metric));
    Object key =
        switch (labels.length) {
          case 0 -> "";
          case 1 -> labels[0];
          default -> List.of(labels);
        };
    T known = meters.get(key);
    return known == null ? meters.computeIfAbsent(key, make) : known;
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
}
