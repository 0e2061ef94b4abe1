package io.wavecast.flink.metrics;

import io.wavecast.core.metrics.ByLabels;
import io.wavecast.core.metrics.Kind;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.metrics.SeriesLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink adapter for {@link Metrics}. Each metric is registered under its Prometheus name in an
 * operator's group, with one nested group per label; Flink unregisters them when the operator
 * closes. Histograms are exported as Prometheus buckets, so that subtasks can be aggregated. Top
 * metrics are not exported, because Flink cannot remove a label value. Thread-safe.
 */
public final class FlinkMetrics implements Metrics {
  private static final Logger LOG = LoggerFactory.getLogger(FlinkMetrics.class);

  private final MetricGroup group;
  private final SeriesLog<Metric> seriesLog = new SeriesLog<>(LOG::info, System::nanoTime);
  private final ByLabels<Counter> counters = new ByLabels<>();
  private final ByLabels<BucketCounts> histograms = new ByLabels<>();
  private final ByLabels<List<DoubleSupplier>> gauges = new ByLabels<>();

  public FlinkMetrics(MetricGroup group) {
    this.group = group;
  }

  @Override
  public void count(Metric counter, long amount, String... labels) {
    registered(counter, labels).inc(amount);
  }

  @Override
  public void found(Metric counter, String series, String what) {
    count(counter, 1);
    seriesLog.tell(counter, series, named -> named + " " + what);
  }

  @Override
  public LongConsumer counter(Metric counter, String... labels) {
    return registered(counter, labels)::inc;
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    if (histogram.kind() == Kind.HISTOGRAM) {
      buckets(histogram, labels).add(value);
    }
  }

  @Override
  public DoubleConsumer histogram(Metric histogram, String... labels) {
    return histogram.kind() == Kind.HISTOGRAM ? buckets(histogram, labels)::add : value -> {};
  }

  @Override
  public Registration gauge(Metric gauge, DoubleSupplier value, String... labels) {
    List<DoubleSupplier> suppliers = gauges.get(gauge, () -> newGauge(gauge, labels), labels);
    suppliers.add(value);
    return () -> suppliers.remove(value);
  }

  private Counter registered(Metric counter, String... labels) {
    return counters.get(counter, () -> newCounter(counter, labels), labels);
  }

  private Counter newCounter(Metric counter, String... labels) {
    return labelled(counter, labels)
        .counter(counter.prometheusName(), new ThreadSafeSimpleCounter());
  }

  private BucketCounts buckets(Metric histogram, String... labels) {
    return histograms.get(
        histogram, () -> BucketCounts.register(histogram, labelled(histogram, labels)), labels);
  }

  private List<DoubleSupplier> newGauge(Metric gauge, String... labels) {
    List<DoubleSupplier> suppliers = new CopyOnWriteArrayList<>();
    Gauge<Double> sum = () -> suppliers.stream().mapToDouble(DoubleSupplier::getAsDouble).sum();
    labelled(gauge, labels).gauge(gauge.prometheusName(), sum);
    return suppliers;
  }

  private MetricGroup labelled(Metric metric, String... values) {
    MetricGroup labelled = group;
    for (int i = 0; i < values.length; i++) {
      labelled = labelled.addGroup(metric.labels().get(i), values[i]);
    }
    return labelled;
  }
}
