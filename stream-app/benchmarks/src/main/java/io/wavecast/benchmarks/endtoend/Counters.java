package io.wavecast.benchmarks.endtoend;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.service.metrics.MicrometerMetrics;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;

/**
 * Counts forecasts, or labels of sketches, or notes, and batches, and takes the times at which so
 * many were made. All is told to the service's own metrics too, since what they cost is part of an
 * observation's cost.
 */
final class Counters implements Metrics {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Set<Metric> COUNTED =
      Set.of(Metric.FORECASTS, Metric.SKETCH_LABELS, Metric.CHORALE_NOTES);
  private static final long LOOK_NANOS = 1_000_000;

  private final Metrics service =
      new MicrometerMetrics(
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), System::nanoTime);
  private final LongAdder forecasts = new LongAdder();
  private final LongAdder batches = new LongAdder();

  /** A moment: forecasts and batches so far, the time, and the CPU time of this process. */
  record Moment(long forecasts, long batches, long nanos, long cpuNanos, CpuByPart parts) {}

  @Override
  public void count(Metric counter, long amount, String... labels) {
    service.count(counter, amount, labels);
    if (COUNTED.contains(counter)) {
      forecasts.add(amount);
    }
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    service.record(histogram, value, labels);
    if (histogram == Metric.BATCH_SIZE) {
      batches.increment();
    }
  }

  @Override
  public LongConsumer counter(Metric counter, String... labels) {
    return COUNTED.contains(counter)
        ? Metrics.super.counter(counter, labels)
        : service.counter(counter, labels);
  }

  @Override
  public DoubleConsumer histogram(Metric histogram, String... labels) {
    return histogram == Metric.BATCH_SIZE
        ? Metrics.super.histogram(histogram, labels)
        : service.histogram(histogram, labels);
  }

  @Override
  public AutoCloseable gauge(Metric gauge, DoubleSupplier value, String... labels) {
    return service.gauge(gauge, value, labels);
  }

  Moment now() {
    long cpuNanos = SYSTEM.getProcessCpuTime();
    CpuByPart parts = CpuByPart.now(cpuNanos);
    return new Moment(forecasts.sum(), batches.sum(), System.nanoTime(), cpuNanos, parts);
  }

  /** Waits until so many forecasts were made since the counters began, and while it goes on. */
  Moment await(long forecasts, Runnable orThrow) {
    while (this.forecasts.sum() < forecasts) {
      orThrow.run();
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return now();
  }
}
