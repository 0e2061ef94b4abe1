package io.wavecast.core.forecast.deviation;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Counts what is reported by metric and lead time. */
final class LeadCounts implements Metrics {
  final Map<String, Long> all = new HashMap<>();

  long of(Metric metric, int lead) {
    return all.getOrDefault(metric + " " + lead, 0L);
  }

  void clear() {
    all.clear();
  }

  @Override
  public void count(Metric counter, long amount, String... labels) {
    all.merge(counter + " " + String.join(" ", labels), amount, Long::sum);
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    all.merge(histogram + " " + String.join(" ", labels), 1L, Long::sum);
  }

  @Override
  public AutoCloseable gauge(Metric gauge, DoubleSupplier value, String... labels) {
    return () -> {};
  }
}
