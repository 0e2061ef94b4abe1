package io.wavecast.onnx.repository;

import io.wavecast.core.metrics.SeriesLog;
import io.wavecast.schemas.ModelRef;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Reports in the log which series a model does not fit; see {@link SeriesLog}. Thread-safe. */
final class MisfitLog {
  private final SeriesLog<ModelRef> log;

  MisfitLog(Consumer<String> log, LongSupplier nanoClock) {
    this.log = new SeriesLog<>(log, nanoClock);
  }

  /**
   * A forecast of the series is not made by the model.
   *
   * @param other the model that makes it; the same one if there is no other
   */
  void tell(ModelRef misfit, ModelRef other, String series) {
    String instead =
        other.equals(misfit)
            ? "there is no other model to take its place"
            : "model %s %s takes its place".formatted(other.name(), other.version());
    log.tell(
        misfit,
        series,
        named ->
            "model %s %s does not fit %s, its forecasts are far worse than a random walk's: %s"
                .formatted(misfit.name(), misfit.version(), named, instead));
  }
}
