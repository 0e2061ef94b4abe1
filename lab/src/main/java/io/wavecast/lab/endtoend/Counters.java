package io.wavecast.lab.endtoend;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.service.metrics.Telemetry;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;

/**
 * Counts forecasts, and runs of the model. Everything is also reported to the service's own
 * metrics, whose cost is part of an observation's cost.
 */
final class Counters implements Metrics {
  private final Metrics service = new Telemetry().metrics();
  private final Tally tally = new Tally();

  @Override
  public void count(Metric counter, long amount, String... labels) {
    service.count(counter, amount, labels);
    if (counter == Metric.FORECASTS) {
      tally.addResults(amount);
    }
  }

  @Override
  public void record(Metric histogram, double value, String... labels) {
    service.record(histogram, value, labels);
    if (histogram == Metric.BATCH_SIZE) {
      tally.addRun();
    }
  }

  @Override
  public LongConsumer counter(Metric counter, String... labels) {
    return counter == Metric.FORECASTS
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
  public Registration gauge(Metric gauge, DoubleSupplier value, String... labels) {
    return service.gauge(gauge, value, labels);
  }

  Tally tally() {
    return tally;
  }
}
