package io.wavecast.onnx.run;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Keeps the loads by outcome and the gauges that are open. */
public final class RecordingMetrics implements Metrics {
  private final Map<String, Long> loads = new ConcurrentHashMap<>();
  private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

  @Override
  public void count(Metric counter, long amount, String... labels) {
    if (counter != Metric.MODEL_LOADS) {
      throw new AssertionError(counter);
    }
    loads.merge(String.join("/", labels), amount, Long::sum);
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    throw new AssertionError(histogram);
  }

  @Override
  public AutoCloseable gauge(Metric gauge, DoubleSupplier value, String... labels) {
    String key = String.join("/", labels);
    gauges.put(key, value);
    return () -> gauges.remove(key);
  }

  public Map<String, Long> loads() {
    return loads;
  }

  public Map<String, DoubleSupplier> gauges() {
    return gauges;
  }
}
