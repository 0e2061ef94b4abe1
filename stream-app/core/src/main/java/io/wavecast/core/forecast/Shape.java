package io.wavecast.core.forecast;

import static io.wavecast.core.model.MetadataProps.require;

import io.wavecast.schemas.forecast.Forecast;

/**
 * How many values a forecaster reads and forecasts, as its file says. A series keeps the values of
 * its model's window and each forecast until all its lead times are judged, so both are bounded. A
 * window is longer than the gap that may be filled in at once.
 *
 * @param window values in a window, in {@value #MIN_WINDOW}..{@value #MAX_WINDOW}
 * @param horizon values in a forecast, in 1..{@value Forecast#MAX_HORIZON}
 */
public record Shape(int window, int horizon) {
  public static final int MIN_WINDOW = 16;
  public static final int MAX_WINDOW = 1024;

  /**
   * @throws IllegalArgumentException that names the length that is out of bounds
   */
  public Shape {
    require(
        window >= MIN_WINDOW && window <= MAX_WINDOW,
        "window",
        "in " + MIN_WINDOW + ".." + MAX_WINDOW,
        window);
    require(
        horizon >= 1 && horizon <= Forecast.MAX_HORIZON,
        "horizon",
        "in 1.." + Forecast.MAX_HORIZON,
        horizon);
  }
}
