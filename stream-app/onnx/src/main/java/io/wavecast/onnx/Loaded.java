package io.wavecast.onnx;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.concurrent.atomic.AtomicInteger;

/** A model at work in one or more {@link ModelSet}s; closed when the last of them lets it go. */
final class Loaded {
  private final OnnxForecaster forecaster;
  private final AutoCloseable info;
  private final AtomicInteger holders = new AtomicInteger();

  Loaded(OnnxForecaster forecaster, Metrics metrics) {
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
      try (forecaster) {
        info.close();
      } catch (Exception e) {
        throw new IllegalStateException(
            "model '" + forecaster.model().name() + "' cannot be closed", e);
      }
    }
  }
}
