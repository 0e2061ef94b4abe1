package io.wavecast.core.forecast.batch;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/** Adds up what is counted and checks that labels are given as declared. */
public final class CountingMetrics implements Metrics {
  public final Map<Metric, Long> counts = new EnumMap<>(Metric.class);

  /** The same of counters, each by its name and labels. */
  public final Map<String, Long> labelled = new TreeMap<>();

  @Override
  public void count(Metric counter, long amount, String... labels) {
    check(counter, Metric.Kind.COUNTER, labels);
    counts.merge(counter, amount, Long::sum);
    labelled.merge((counter + " " + String.join(" ", labels)).strip(), amount, Long::sum);
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    check(histogram, top(histogram) ? Metric.Kind.TOP : Metric.Kind.HISTOGRAM, labels);
    counts.merge(histogram, 1L, Long::sum);
  }

  @Override
  public AutoCloseable gauge(Metric gauge, DoubleSupplier value, String... labels) {
    check(gauge, Metric.Kind.GAUGE, labels);
    return () -> {};
  }

  public long of(Metric metric) {
    return counts.getOrDefault(metric, 0L);
  }

  private static boolean top(Metric metric) {
    return metric.kind() == Metric.Kind.TOP;
  }

  private static void check(Metric metric, Metric.Kind kind, String... labels) {
    if (metric.kind() != kind || labels.length != metric.labels().size()) {
      throw new AssertionError(metric + " was reported as " + kind + " with " + labels.length);
    }
  }
}
