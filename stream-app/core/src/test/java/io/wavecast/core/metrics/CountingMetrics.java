package io.wavecast.core.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/** Adds up what is reported and checks that labels are given as declared. */
public class CountingMetrics implements Metrics {
  /** Totals of counters and numbers of recorded values, each by its metric and labels. */
  public final Map<String, Long> labelled = new TreeMap<>();

  @Override
  public void count(Metric counter, long amount, String... labels) {
    add(counter, amount, counter.kind() == Kind.COUNTER, labels);
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    Kind kind = histogram.kind();
    add(histogram, 1, kind != Kind.COUNTER && kind != Kind.GAUGE, labels);
  }

  @Override
  public Registration gauge(Metric gauge, DoubleSupplier value, String... labels) {
    throw new AssertionError("core declares gauges: it opens none");
  }

  /** The total of a metric over all its labels. */
  public long of(Metric metric) {
    return labelled.entrySet().stream()
        .filter(entry -> (entry.getKey() + " ").startsWith(metric + " "))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The total of a metric for one value of its label. */
  public long of(Metric metric, Object label) {
    return labelled.getOrDefault(metric + " " + label, 0L);
  }

  private void add(Metric metric, long amount, boolean isKind, String... labels) {
    if (!isKind || labels.length != metric.labels().size()) {
      throw new AssertionError(metric + " was reported wrongly, with labels " + labels.length);
    }
    labelled.merge((metric + " " + String.join(" ", labels)).strip(), amount, Long::sum);
  }
}
