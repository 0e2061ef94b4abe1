package io.wavecast.lab.classical;

/**
 * A form of exponential smoothing.
 *
 * @param isRelative whether errors are relative to the forecast
 * @param trend how the level moves
 * @param season how the season acts
 */
record EtsForm(boolean isRelative, Trend trend, Season season) {
  /** Simple exponential smoothing. */
  static final EtsForm SIMPLE = new EtsForm(false, Trend.NONE, Season.NONE);

  EtsForm {
    if (!isRelative && season == Season.MULTIPLICATIVE) {
      throw new IllegalArgumentException("absolute errors with a season as factor are not stable");
    }
  }

  /** How the level moves by itself. */
  enum Trend {
    NONE,
    STRAIGHT,
    DAMPED
  }

  /** How the season acts on the level. */
  enum Season {
    NONE,
    ADDITIVE,
    MULTIPLICATIVE
  }

  boolean hasTrend() {
    return trend != Trend.NONE;
  }

  /** Numbers that are fitted: factors and first states. */
  int parameters(int period) {
    int trends = trend == Trend.NONE ? 0 : trend == Trend.STRAIGHT ? 2 : 3;
    return 2 + trends + (season == Season.NONE ? 0 : period);
  }
}
