package io.wavecast.core.forecast;

import io.wavecast.core.model.ModelException;
import io.wavecast.schemas.ModelRef;

/**
 * The forecast port: a model that turns windows into forecasts. Implementations may be called by
 * several threads at once.
 */
public interface Forecaster {
  /** Values in a window. */
  int WINDOW = 50;

  /** Values in a forecast. */
  int HORIZON = 10;

  /** The model reference of its forecasts. */
  ModelRef model();

  /** The levels of the quantiles, ascending, each in (0, 1); at least 2. Shared: do not change. */
  double[] quantileLevels();

  /**
   * Forecasts {@code n} windows in one run.
   *
   * @param windows [n, {@value #WINDOW}], oldest value first, in the series' own unit
   * @param n how many, at least 1; arrays may be longer than n needs
   * @param forecasts receives [n, {@value #HORIZON}]
   * @param quantiles receives [n, {@value #HORIZON}, levels]
   * @throws ModelException when the model fails to run
   */
  void forecast(float[] windows, int n, float[] forecasts, float[] quantiles);
}
