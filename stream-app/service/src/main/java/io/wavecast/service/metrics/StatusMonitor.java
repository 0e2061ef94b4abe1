package io.wavecast.service.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.wavecast.core.metrics.Metric;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads the status from the registry, so that console and terminal show the values that Prometheus
 * scrapes. Thread-safe.
 */
public final class StatusMonitor {
  /** Rates and latencies cover about the last ten seconds. */
  static final Duration SPAN = Duration.ofSeconds(10);

  private final MicrometerMetrics metrics;
  private final LongSupplier nanoClock;
  private final LongSupplier behind;
  private final Deque<Reading> readings = new ArrayDeque<>();

  /**
   * @param nanoClock time, ns
   * @param behind the consumer lag, records
   */
  public StatusMonitor(MicrometerMetrics metrics, LongSupplier nanoClock, LongSupplier behind) {
    this.metrics = metrics;
    this.nanoClock = nanoClock;
    this.behind = behind;
    readings.add(read());
  }

  private record Reading(long nanos, double observations, double forecasts, double[] latencies) {}

  /** The current status; rates and latencies since about {@link #SPAN} ago. */
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
    double[] recent = now.latencies.clone();
    for (int i = 0; i < recent.length; i++) {
      recent[i] -= then.latencies[i];
    }
    double[] bounds = Metric.FORECAST_LATENCY.bounds();
    return new ServiceStatus(
        metrics.registry().find(Metric.SERIES.id()).gauge() == null
            ? -1
            : (long) gauges(Metric.SERIES),
        (now.observations - then.observations) / seconds,
        (now.forecasts - then.forecasts) / seconds,
        Quantiles.of(bounds, recent, 0.5),
        Quantiles.of(bounds, recent, 0.99),
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
    return new Reading(
        nanoClock.getAsLong(),
        counters(Metric.OBSERVATIONS),
        counters(Metric.FORECASTS),
        metrics.counts(Metric.FORECAST_LATENCY));
  }

  private double counters(Metric metric) {
    return metrics.registry().find(metric.id()).counters().stream()
        .mapToDouble(c -> c.count())
        .sum();
  }

  private double gauges(Metric metric) {
    return metrics.registry().find(metric.id()).gauges().stream().mapToDouble(Gauge::value).sum();
  }

  private List<ServiceStatus.Model> models() {
    List<ServiceStatus.Model> models = new ArrayList<>();
    for (Gauge gauge : metrics.registry().find(Metric.MODEL_INFO.id()).gauges()) {
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
