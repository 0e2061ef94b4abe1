package io.wavecast.onnx.repository;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.run.OnnxForecaster;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open model that several {@link ModelSet}s share. Reference-counted: closed with the last
 * release. Thread-safe.
 */
final class SharedForecaster {
  private final OnnxForecaster forecaster;
  private final Metrics.Registration info;
  private final AtomicInteger holders = new AtomicInteger();

  SharedForecaster(OnnxForecaster forecaster, Metrics metrics) {
    this.forecaster = forecaster;
    this.info =
        metrics.gauge(
            Metric.MODEL_INFO,
            () -> 1,
            forecaster.model().name(),
            forecaster.model().version(),
            forecaster.device().label());
  }

  OnnxForecaster forecaster() {
    return forecaster;
  }

  void hold() {
    holders.incrementAndGet();
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      info.close();
      forecaster.close();
    }
  }
}
