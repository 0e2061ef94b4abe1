package io.wavecast.core.forecast.batch;

import java.util.Map;

/**
 * A whole window that waits for its forecast.
 *
 * @param series the series key
 * @param labels of the series, by which a model is chosen; empty where no route looks at them
 * @param origin time of the window's newest observation, ms since the epoch
 * @param stepMs time between two values, ms, at least 1
 * @param sinceImputed values after the newest one that was filled in, {@link Integer#MAX_VALUE} if
 *     there is none
 * @param misfit the model that must not forecast it, as {@link
 *     io.wavecast.core.forecast.fit.FitStep#hashOf}; 0 for none
 * @param values the newest values, oldest first, of which a model reads as many as its window has;
 *     shared
 */
public record ForecastRequest(
    String series,
    Map<String, String> labels,
    long origin,
    long stepMs,
    int sinceImputed,
    int misfit,
    float[] values) {
  /** Whether values were filled in among the newest ones, which are a window. */
  public boolean isImputed(int window) {
    return sinceImputed < window;
  }
}
