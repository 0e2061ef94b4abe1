package io.wavecast.onnx.repository;

import io.wavecast.schemas.ModelRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reports in the log which series a model does not fit: each once, of each model at most one line a
 * minute. The next line says how many series were found in between. Thread-safe.
 */
final class MisfitLog {
  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

  /** Series of one model that are remembered; further ones are not reported. */
  private static final int MAX_SERIES = 10_000;

  private final Consumer<String> log;
  private final LongSupplier nanoClock;
  private final Map<ModelRef, Reported> reported = new HashMap<>();

  MisfitLog(Consumer<String> log, LongSupplier nanoClock) {
    this.log = log;
    this.nanoClock = nanoClock;
  }

  private static final class Reported {
    final Set<String> series = new HashSet<>();
    long at;
    int silent;
  }

  /**
   * A forecast of the series is not made by the model.
   *
   * @param other the model that makes it; the same one if there is no other
   */
  synchronized void tell(ModelRef misfit, ModelRef other, String series) {
    Reported before = reported.computeIfAbsent(misfit, m -> new Reported());
    if (before.series.size() >= MAX_SERIES || !before.series.add(series)) {
      return;
    }
    long now = nanoClock.getAsLong();
    if (before.series.size() > 1 && now - before.at < INTERVAL) {
      before.silent++;
      return;
    }
    String more = before.silent == 0 ? "" : " (and %d series before it)".formatted(before.silent);
    String instead =
        other.equals(misfit)
            ? "there is no other model to take its place"
            : "model %s %s takes its place".formatted(other.name(), other.version());
    log.accept(
        "model %s %s does not fit series %s%s, its forecasts are far worse than a random walk's: %s"
            .formatted(misfit.name(), misfit.version(), series, more, instead));
    before.at = now;
    before.silent = 0;
  }
}
