package io.wavecast.flink.metrics;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.Gauge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Metrics of what several subtasks share. Reports to those of the subtask that has been open
 * longest, since Flink unregisters a subtask's metrics when it closes. Thread-safe.
 */
public final class SharedMetrics implements Metrics {
  private final List<Metrics> open = new ArrayList<>();
  private final Map<Gauge, Registration> gauges = new LinkedHashMap<>();

  /**
   * @param first the metrics of the subtask that opens first
   */
  public SharedMetrics(Metrics first) {
    open.add(first);
  }

  /** Adds those of another subtask. */
  public synchronized void add(Metrics subtask) {
    open.add(subtask);
  }

  /** Whether no other subtask is open. */
  public synchronized boolean isLast(Metrics subtask) {
    return open.equals(List.of(subtask));
  }

  /** Closes a subtask's metrics; another one's must be open. */
  public synchronized void remove(Metrics subtask) {
    boolean reported = open.get(0) == subtask;
    open.remove(subtask);
    if (reported) {
      gauges.replaceAll((gauge, closed) -> register(gauge));
    }
  }

  @Override
  public synchronized void count(Metric counter, long amount, String... labels) {
    open.get(0).count(counter, amount, labels);
  }

  @Override
  public synchronized void found(Metric counter, String series, String what) {
    open.get(0).found(counter, series, what);
  }

  @Override
  public synchronized void record(Metric histogram, double value, String... labels) {
    open.get(0).record(histogram, value, labels);
  }

  @Override
  public synchronized Registration gauge(Metric metric, DoubleSupplier value, String... labels) {
    Gauge gauge = new Gauge(metric, value, List.of(labels));
    gauges.put(gauge, register(gauge));
    return () -> close(gauge);
  }

  private Registration register(Gauge gauge) {
    return gauge.register(open.get(0));
  }

  private synchronized void close(Gauge gauge) {
    Registration registered = gauges.remove(gauge);
    if (registered != null) {
      registered.close();
    }
  }
}
