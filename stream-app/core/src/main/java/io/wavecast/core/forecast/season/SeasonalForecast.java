package io.wavecast.core.forecast.season;

import io.wavecast.core.forecast.season.SeasonMemory.Moment;
import java.util.function.LongFunction;

/**
 * Forecasts a window by the season and an autoregression of order 1 of what is left without it:
 *
 * <pre>
 *   r(i) = window(i) - season(i)
 *   forecast(h) = season(h) + mean + phi^h (r(newest) - mean)
 * </pre>
 *
 * <p>The mean forgets: older values count {@value #FORGET} times as much as the next. phi is the
 * correlation of neighbouring r, corrected for its bias in short samples (Kendall 1954), in 0..
 * {@value #MAX_PHI}.
 */
final class SeasonalForecast {
  private static final double FORGET = 0.9;
  private static final double MAX_PHI = 0.98;

  private SeasonalForecast() {}

  /**
   * Forecasts.
   *
   * @param clock the half hour and the hour of a time
   * @param origin time of the newest value, ms since the epoch
   * @param step time between two values, ms
   * @param window oldest value first
   * @param horizon lead times
   * @return of each lead time
   */
  static double[] of(
      byte[] memory,
      LongFunction<Moment> clock,
      long origin,
      long step,
      float[] window,
      int horizon) {
    double[] rest = new double[window.length];
    double mean = 0;
    double recent = 0;
    double weights = 0;
    for (int i = 0; i < rest.length; i++) {
      rest[i] = window[i] - at(memory, clock.apply(origin - (rest.length - 1 - i) * step));
      mean += rest[i] / rest.length;
      recent = FORGET * recent + rest[i];
      weights = FORGET * weights + 1;
    }
    recent /= weights;
    double phi = phi(rest, mean);
    double off = rest[rest.length - 1] - recent;
    double[] forecast = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      off *= phi;
      forecast[h] = at(memory, clock.apply(origin + (h + 1) * step)) + recent + off;
    }
    return forecast;
  }

  private static double at(byte[] memory, Moment at) {
    return SeasonMemory.at(memory, at.halfHour(), at.hour());
  }

  private static double phi(double[] rest, double mean) {
    double products = 0;
    double squares = 0;
    for (int i = 1; i < rest.length; i++) {
      double before = rest[i - 1] - mean;
      products += (rest[i] - mean) * before;
      squares += before * before;
    }
    double phi = squares > 0 ? products / squares : 0;
    return Math.max(0, Math.min(MAX_PHI, phi + (1 + 3 * phi) / rest.length));
  }
}
