package io.wavecast.trainer.data;

import io.wavecast.core.forecast.Forecaster;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasters that a network learns from (knowledge distillation: Hinton, Vinyals and Dean, 2015).
 * They teach the mean of their quantiles. What came after a window has noise that no network can
 * foretell; the forecasts of others have none, and the mean of several networks is better than
 * each. Thread-safe.
 */
public final class Teachers {
  private final List<Forecaster> forecasters;
  private final int levels;

  /**
   * @param forecasters none or more, which stay the caller's to close
   * @param levels the levels that each must have, ascending
   * @throws IllegalArgumentException when one has others
   */
  public Teachers(List<? extends Forecaster> forecasters, List<Double> levels) {
    this.forecasters = List.copyOf(forecasters);
    this.levels = levels.size();
    for (Forecaster each : this.forecasters) {
      List<Double> has = Arrays.stream(each.quantileLevels()).boxed().toList();
      if (!has.equals(levels)) {
        throw new IllegalArgumentException(
            "%s must have quantiles at %s to teach, got: %s".formatted(each.model(), levels, has));
      }
    }
  }

  /** Nobody teaches. */
  public static Teachers none() {
    return new Teachers(List.of(), List.of());
  }

  /** Who teaches, for people; empty where there is nobody. */
  public String text() {
    return forecasters.isEmpty() ? "" : "; taught by the mean forecast of " + forecasters.size();
  }

  /** The set with what they forecast for its windows; the set itself where there is nobody. */
  public WindowSet teach(WindowSet set) {
    if (forecasters.isEmpty()) {
      return set;
    }
    int n = set.size();
    float[] forecasts = new float[n * Forecaster.HORIZON];
    float[] quantiles = new float[forecasts.length * levels];
    double[] sums = new double[quantiles.length];
    for (Forecaster each : forecasters) {
      each.forecast(set.windows(), n, forecasts, quantiles);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += quantiles[i];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      quantiles[i] = (float) (sums[i] / forecasters.size());
    }
    return set.taught(quantiles);
  }
}
