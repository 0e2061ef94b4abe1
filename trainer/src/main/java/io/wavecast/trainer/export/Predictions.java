package io.wavecast.trainer.export;

import io.wavecast.core.forecast.Forecaster;

/**
 * The forecasts of some windows. The arrays are shared, not copied.
 *
 * @param forecasts [n, 10]
 * @param quantiles [n, 10, levels]
 */
public record Predictions(float[] forecasts, float[] quantiles) {

  /**
   * Forecasts with a model as it is served.
   *
   * @param windows [n, 50]
   */
  public static Predictions of(Forecaster model, float[] windows) {
    int n = windows.length / Forecaster.WINDOW;
    float[] forecasts = new float[n * Forecaster.HORIZON];
    float[] quantiles = new float[forecasts.length * model.quantileLevels().length];
    model.forecast(windows, n, forecasts, quantiles);
    return new Predictions(forecasts, quantiles);
  }
}
