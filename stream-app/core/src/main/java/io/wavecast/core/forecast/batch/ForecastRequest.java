package io.wavecast.core.forecast.batch;

import java.util.Map;

/**
 * A whole window that waits for its forecast.
 *
 * @param series the series key
 * @param labels of the series, by which a model is chosen; empty where no route looks at them
 * @param origin time of the window's newest observation, ms since the epoch
 * @param stepMs time between two values, ms, at least 1
 * @param imputed whether the window holds values that were filled in
 * @param misfit the model that must not forecast it, as {@link
 *     io.wavecast.core.forecast.fit.FitStep#hashOf}; 0 for none
 * @param window {@value io.wavecast.core.forecast.Forecaster#WINDOW} values, oldest first; shared
 */
public record ForecastRequest(
    String series,
    Map<String, String> labels,
    long origin,
    long stepMs,
    boolean imputed,
    int misfit,
    float[] window) {
  /** Of a series without labels. */
  public ForecastRequest(
      String series, long origin, long stepMs, boolean imputed, int misfit, float[] window) {
    this(series, Map.of(), origin, stepMs, imputed, misfit, window);
  }
}
