package io.wavecast.core.forecast;

import io.wavecast.core.model.ModelException;
import io.wavecast.schemas.ModelRef;

/**
 * The forecast port: a model that turns windows into forecasts. Implementations may be called by
 * several threads at once.
 */
public interface Forecaster {
  /** The model reference of its forecasts. */
  ModelRef model();

  /** The lengths of its windows and forecasts. */
  Shape shape();

  /** The levels of the quantiles, ascending, each in (0, 1); at least 2. Shared: do not change. */
  double[] quantileLevels();

  /**
   * Forecasts {@code n} windows in one run.
   *
   * @param windows [n, window], oldest value first, in the series' own unit
   * @param n how many, at least 1; arrays may be longer than n needs
   * @param forecasts receives [n, horizon]
   * @param quantiles receives [n, horizon, levels]
   * @throws ModelException when the model fails to run
   */
  void forecast(float[] windows, int n, float[] forecasts, float[] quantiles);
}
