package io.wavecast.service.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.wavecast.core.metrics.Metric;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Reads the status out of the registry, so that console and terminal show what Prometheus sees. */
public final class StatusMonitor {
  /** Rates and latencies are those of about this long. */
  static final Duration SPAN = Duration.ofSeconds(10);

  private final MeterRegistry registry;
  private final LongSupplier nanoClock;
  private final LongSupplier behind;
  private final Deque<Reading> readings = new ArrayDeque<>();

  /**
   * @param nanoClock time, ns
   * @param behind tells how many observations wait on their topics
   */
  public StatusMonitor(MeterRegistry registry, LongSupplier nanoClock, LongSupplier behind) {
    this.registry = registry;
    this.nanoClock = nanoClock;
    this.behind = behind;
    readings.add(read());
  }

  private record Reading(
      long nanos, double observations, double forecasts, double[] ends, double[] counts) {}

  /** The status now; rates and latencies since about {@link #SPAN} ago. Any thread may call it. */
  public synchronized ServiceStatus status() {
    Reading now = read();
    while (readings.size() > 1 && now.nanos - second().nanos > SPAN.toNanos()) {
      readings.removeFirst();
    }
    Reading then = readings.getFirst();
    if (now.nanos - readings.getLast().nanos > SPAN.toNanos() / 20) {
      readings.addLast(now);
    }
    double seconds = Math.max(1e-3, (now.nanos - then.nanos) / 1e9);
    double[] recent = now.counts.clone();
    for (int i = 0; i < Math.min(recent.length, then.counts.length); i++) {
      recent[i] -= then.counts[i];
    }
    return new ServiceStatus(
        registry.find(Metric.SERIES.id()).gauge() == null ? -1 : (long) gauges(Metric.SERIES),
        (now.observations - then.observations) / seconds,
        (now.forecasts - then.forecasts) / seconds,
        Quantiles.of(now.ends, recent, 0.5),
        Quantiles.of(now.ends, recent, 0.99),
        (long) now.observations,
        (long) now.forecasts,
        (long) counters(Metric.DEAD_LETTERS),
        behind.getAsLong(),
        (long) counters(Metric.LATE),
        models());
  }

  private Reading second() {
    return readings.stream().skip(1).findFirst().orElseThrow();
  }

  private Reading read() {
    Timer latency = registry.find(Metric.FORECAST_LATENCY.id()).timer();
    CountAtBucket[] buckets =
        latency == null ? new CountAtBucket[0] : latency.takeSnapshot().histogramCounts();
    double[] ends = new double[buckets.length];
    double[] counts = new double[buckets.length];
    for (int i = 0; i < buckets.length; i++) {
      ends[i] = buckets[i].bucket(TimeUnit.SECONDS);
      counts[i] = buckets[i].count() - (i == 0 ? 0 : buckets[i - 1].count());
    }
    return new Reading(
        nanoClock.getAsLong(),
        counters(Metric.OBSERVATIONS),
        counters(Metric.FORECASTS),
        ends,
        counts);
  }

  private double counters(Metric metric) {
    return registry.find(metric.id()).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  private double gauges(Metric metric) {
    return registry.find(metric.id()).gauges().stream().mapToDouble(Gauge::value).sum();
  }

  private List<ServiceStatus.Model> models() {
    List<ServiceStatus.Model> models = new ArrayList<>();
    for (Gauge gauge : registry.find(Metric.MODEL_INFO.id()).gauges()) {
      Meter.Id id = gauge.getId();
      models.add(
          new ServiceStatus.Model(
              String.valueOf(id.getTag("model")),
              String.valueOf(id.getTag("version")),
              String.valueOf(id.getTag("device"))));
    }
    models.sort(Comparator.comparing(ServiceStatus.Model::name));
    return models;
  }
}
