package io.wavecast.service.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Micrometer adapter for {@link Metrics}. Thread-safe. */
public final class MicrometerMetrics implements Metrics {
  /** How many a metric tells of that tells of the highest. */
  private static final int TOP = 10;

  private static final Duration TOP_SPAN = Duration.ofMinutes(5);

  private final PrometheusMeterRegistry registry;
  private final LongSupplier nanoClock;
  private final RatioHistograms ratios;
  private final ByLabels<Counter> counters = new ByLabels<>();
  private final ByLabels<DoubleConsumer> histograms = new ByLabels<>();
  private final ByLabels<SummedGauge> gauges = new ByLabels<>();
  private final Map<Metric, TopValues> tops = new ConcurrentHashMap<>();

  /**
   * @param nanoClock tells which values are recent, ns
   */
  public MicrometerMetrics(PrometheusMeterRegistry registry, LongSupplier nanoClock) {
    this.registry = registry;
    this.nanoClock = nanoClock;
    this.ratios = new RatioHistograms(registry.getPrometheusRegistry());
  }

  @Override
  public void count(Metric counter, long amount, String... labels) {
    meter(counter, labels).increment((double) amount);
  }

  @Override
  public LongConsumer counter(Metric counter, String... labels) {
    Counter meter = meter(counter, labels);
    return amount -> meter.increment((double) amount);
  }

  private Counter meter(Metric counter, String... labels) {
    require(counter, Metric.Kind.COUNTER);
    Counter known = counters.find(counter, labels);
    return known == null
        ? counters.make(counter, () -> newCounter(counter, labels), labels)
        : known;
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    if (histogram.kind() == Metric.Kind.TOP) {
      top(histogram, labels).record(labels[0], value);
      return;
    }
    histogram(histogram, labels).accept(value);
  }

  @Override
  public DoubleConsumer histogram(Metric histogram, String... labels) {
    require(histogram, Metric.Kind.HISTOGRAM);
    DoubleConsumer known = histograms.find(histogram, labels);
    return known == null
        ? histograms.make(histogram, () -> newHistogram(histogram, labels), labels)
        : known;
  }

  @Override
  public AutoCloseable gauge(Metric gauge, DoubleSupplier value, String... labels) {
    require(gauge, Metric.Kind.GAUGE);
    Map<Object, SummedGauge> ofThis = gauges.of(gauge);
    Object key = ByLabels.key(labels);
    ofThis.compute(
        key,
        (i, known) -> {
          SummedGauge summed = known == null ? newGauge(gauge, labels) : known;
          summed.add(value);
          return summed;
        });
    return () ->
        ofThis.computeIfPresent(
            key,
            (i, summed) -> {
              if (summed.remove(value)) {
                return summed;
              }
              registry.remove(summed.meter());
              return null;
            });
  }

  private TopValues top(Metric metric, String... labels) {
    TopValues top = tops.get(metric);
    if (top == null) {
      tags(metric, labels);
      top = tops.computeIfAbsent(metric, this::newTop);
    }
    return top;
  }

  private TopValues newTop(Metric metric) {
    TopValues top = new TopValues(TOP, TOP_SPAN, nanoClock);
    registry.getPrometheusRegistry().register(() -> top.snapshot(metric));
    return top;
  }

  private Counter newCounter(Metric metric, String... labels) {
    return Counter.builder(metric.id())
        .description(metric.help())
        .baseUnit(unit(metric))
        .tags(tags(metric, labels))
        .register(registry);
  }

  /** Micrometer rounds what a summary takes up to whole numbers, so that times need a timer. */
  private DoubleConsumer newHistogram(Metric metric, String... labels) {
    if (metric.unit().equals(Buckets.SECONDS)) {
      Timer timer =
          Timer.builder(metric.id())
              .description(metric.help())
              .tags(tags(metric, labels))
              .serviceLevelObjectives(Buckets.times())
              .register(registry);
      return seconds -> timer.record((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
    }
    if (metric.unit().isEmpty()) {
      return ratios.of(metric, labels);
    }
    return DistributionSummary.builder(metric.id())
            .description(metric.help())
            .baseUnit(unit(metric))
            .tags(tags(metric, labels))
            .serviceLevelObjectives(Buckets.sizes())
            .register(registry)
        ::record;
  }

  private SummedGauge newGauge(Metric metric, String... labels) {
    return SummedGauge.register(
        registry, metric.id(), metric.help(), unit(metric), tags(metric, labels));
  }

  @SuppressWarnings("NullAway") // Micrometer takes no unit as null
  private static String unit(Metric metric) {
    return metric.unit().isEmpty() ? null : metric.unit();
  }

  private static Tags tags(Metric metric, String... values) {
    List<String> names = metric.labels();
    if (names.size() != values.length) {
      throw new IllegalArgumentException(
          "labels of " + metric.id() + " must be " + names + ", got " + values.length + " values");
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(names.get(i), values[i]);
    }
    return tags;
  }

  private static void require(Metric metric, Metric.Kind kind) {
    if (metric.kind() != kind) {
      throw new IllegalArgumentException(
          "kind of " + metric.id() + " must be " + kind + ", got: " + metric.kind());
    }
  }
}
