package io.wavecast.service.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wavecast.core.metrics.ByLabels;
import io.wavecast.core.metrics.Kind;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.metrics.SeriesLog;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Micrometer adapter for {@link Metrics}. Thread-safe. */
public final class MicrometerMetrics implements Metrics {
  private static final Logger LOG = LoggerFactory.getLogger(MicrometerMetrics.class);

  /** How many series a top metric reports. */
  private static final int TOP = 10;

  private static final Duration TOP_SPAN = Duration.ofMinutes(5);

  private final PrometheusMeterRegistry registry;
  private final LongSupplier nanoClock;
  private final SeriesLog<Metric> seriesLog;
  private final Histograms histograms;
  private final ByLabels<Counter> counters = new ByLabels<>();
  private final ByLabels<DoubleConsumer> recorders = new ByLabels<>();
  private final ByLabels<SummedGauge> gauges = new ByLabels<>();
  private final Map<Metric, TopValues> tops = new ConcurrentHashMap<>();
  private final Map<Metric, NewestValues> newest = new ConcurrentHashMap<>();
  private volatile Set<String> followed = Set.of();

  /** A gauge that is the sum of its suppliers. */
  private record SummedGauge(List<DoubleSupplier> suppliers, Gauge meter) {}

  /**
   * @param nanoClock time, ns; it decides which values of a top metric are recent
   */
  public MicrometerMetrics(PrometheusMeterRegistry registry, LongSupplier nanoClock) {
    this.registry = registry;
    this.nanoClock = nanoClock;
    this.seriesLog = new SeriesLog<>(LOG::info, nanoClock);
    this.histograms = new Histograms(registry.getPrometheusRegistry());
  }

  @Override
  public void count(Metric counter, long amount, String... labels) {
    meter(counter, labels).increment((double) amount);
  }

  @Override
  public void found(Metric counter, String series, String what) {
    count(counter, 1);
    seriesLog.tell(counter, series, named -> named + " " + what);
  }

  @Override
  public LongConsumer counter(Metric counter, String... labels) {
    Counter meter = meter(counter, labels);
    return amount -> meter.increment((double) amount);
  }

  private Counter meter(Metric counter, String... labels) {
    require(counter, Kind.COUNTER);
    return counters.get(counter, () -> newCounter(counter, labels), labels);
  }

  /** Reports the values of these series one by one, by their keys. */
  public void follow(Collection<String> series) {
    followed = Set.copyOf(series);
  }

  @Override
  public boolean follows(String series) {
    return followed.contains(series);
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    if (histogram.kind() == Kind.TOP) {
      histogram.checkLabels(labels);
      tops.computeIfAbsent(histogram, this::newTop).record(labels[0], value);
    } else if (histogram.kind() == Kind.SERIES) {
      histogram.checkLabels(labels);
      newest.computeIfAbsent(histogram, this::newNewest).record(List.of(labels), value);
    } else {
      histogram(histogram, labels).accept(value);
    }
  }

  @Override
  public DoubleConsumer histogram(Metric histogram, String... labels) {
    require(histogram, Kind.HISTOGRAM);
    return recorders.get(histogram, () -> histograms.of(histogram, labels), labels);
  }

  @Override
  public Registration gauge(Metric gauge, DoubleSupplier value, String... labels) {
    require(gauge, Kind.GAUGE);
    gauges.compute(
        gauge,
        known -> {
          SummedGauge summed = known == null ? newGauge(gauge, labels) : known;
          summed.suppliers.add(value);
          return summed;
        },
        labels);
    return () ->
        gauges.compute(
            gauge,
            summed -> {
              if (summed != null && summed.suppliers.remove(value) && summed.suppliers.isEmpty()) {
                registry.remove(summed.meter);
                return null;
              }
              return summed;
            },
            labels);
  }

  MeterRegistry registry() {
    return registry;
  }

  /** The number of values per bucket of a histogram; see {@link Histograms#counts}. */
  double[] counts(Metric histogram) {
    return histograms.counts(histogram);
  }

  private TopValues newTop(Metric metric) {
    TopValues top = new TopValues(TOP, TOP_SPAN, nanoClock);
    registry.getPrometheusRegistry().register(() -> top.snapshot(metric));
    return top;
  }

  private NewestValues newNewest(Metric metric) {
    NewestValues values = new NewestValues(nanoClock);
    registry.getPrometheusRegistry().register(() -> values.snapshot(metric));
    return values;
  }

  private Counter newCounter(Metric metric, String... labels) {
    return Counter.builder(metric.id())
        .description(metric.help())
        .tags(tags(metric, labels))
        .register(registry);
  }

  private SummedGauge newGauge(Metric metric, String... labels) {
    List<DoubleSupplier> suppliers = new CopyOnWriteArrayList<>();
    Gauge meter =
        Gauge.builder(
                metric.id(),
                suppliers,
                all -> all.stream().mapToDouble(DoubleSupplier::getAsDouble).sum())
            .description(metric.help())
            .tags(tags(metric, labels))
            .strongReference(true)
            .register(registry);
    return new SummedGauge(suppliers, meter);
  }

  private static Tags tags(Metric metric, String... values) {
    List<String> names = metric.labels();
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(names.get(i), values[i]);
    }
    return tags;
  }

  private static void require(Metric metric, Kind kind) {
    if (metric.kind() != kind) {
      throw new IllegalArgumentException(
          "kind of " + metric.id() + " must be " + kind + ", got: " + metric.kind());
    }
  }
}
