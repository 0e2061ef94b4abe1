package io.wavecast.testkit.fakes;

import static java.util.stream.Collectors.toMap;

import io.wavecast.core.metrics.Kind;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/**
 * Keeps what is reported, and refuses reports that are not as the metric is declared. Labels are
 * joined by {@code /}. Thread-safe.
 */
public class InMemoryMetrics implements Metrics {
  private final Map<Metric, Map<String, Long>> totals = new HashMap<>();
  private final Map<Metric, List<Gauge>> gauges = new HashMap<>();

  private record Gauge(String labels, DoubleSupplier value) {}

  @Override
  public synchronized void count(Metric counter, long amount, String... labels) {
    add(counter, amount, check(counter, counter.kind() == Kind.COUNTER, labels));
  }

  @Override
  public synchronized void record(Metric histogram, double value, String... labels) {
    boolean valid = histogram.kind() != Kind.COUNTER && histogram.kind() != Kind.GAUGE;
    add(histogram, 1, check(histogram, valid, labels));
  }

  @Override
  public synchronized Registration gauge(Metric gauge, DoubleSupplier value, String... labels) {
    Gauge opened = new Gauge(check(gauge, gauge.kind() == Kind.GAUGE, labels), value);
    gauges.computeIfAbsent(gauge, g -> new ArrayList<>()).add(opened);
    return () -> close(gauge, opened);
  }

  /** The total of a counter, or how many values were recorded, over all labels. */
  public synchronized long of(Metric metric) {
    return byLabels(metric).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same for each combination of labels. */
  public synchronized Map<String, Long> byLabels(Metric metric) {
    return Map.copyOf(totals.getOrDefault(metric, Map.of()));
  }

  /** The values of the open gauges, those with the same labels added up. */
  public synchronized Map<String, Double> gauges(Metric metric) {
    return gauges.getOrDefault(metric, List.of()).stream()
        .collect(toMap(Gauge::labels, gauge -> gauge.value().getAsDouble(), Double::sum));
  }

  private synchronized void close(Metric metric, Gauge opened) {
    gauges.getOrDefault(metric, List.of()).remove(opened);
  }

  private void add(Metric metric, long amount, String labels) {
    totals.computeIfAbsent(metric, m -> new TreeMap<>()).merge(labels, amount, Long::sum);
  }

  private static String check(Metric metric, boolean kind, String... labels) {
    if (!kind || labels.length != metric.labels().size()) {
      throw new AssertionError(
          metric + " was reported as something else, or with " + labels.length + " labels");
    }
    return String.join("/", labels);
  }
}
