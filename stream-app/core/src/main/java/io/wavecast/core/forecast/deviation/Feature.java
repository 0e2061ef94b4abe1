package io.wavecast.core.forecast.deviation;

/**
 * A number that is computed from each value of a series, or from some of them, and whose largest
 * values are remembered in a {@link Tail}. The first {@link #LIGHT} are those of the light profile.
 */
enum Feature {
  /** One-step forecast error above the forecast, in half widths of the interval. */
  ERROR_ABOVE(0, 5, 0.15),
  /** The same below the forecast. */
  ERROR_BELOW(1, 5, 0.15),
  /** One-step forecast error above the forecast, in the unit of the series. */
  RAW_ERROR_ABOVE(2, 5, 0),
  /** The same below the forecast. */
  RAW_ERROR_BELOW(3, 5, 0),
  /** The value. */
  VALUE_HIGH(4, 25, 0),
  /** The negative value. */
  VALUE_LOW(5, 25, 0),
  /** Number of values in a row without a change. */
  FLAT_RUN(6, 1, 1),
  /** Logarithm of the recent change over the typical one. */
  NOISE(7, 20, 0.1),
  /** Median over lead times of the errors above the forecast, in half widths, smoothed. */
  LEADS_ABOVE(8, 10, 0.1),
  /** The same below the forecast. */
  LEADS_BELOW(9, 10, 0.1),
  /** The same above the forecast, in the unit of the series. */
  RAW_LEADS_ABOVE(10, 10, 0),
  /** The same below the forecast. */
  RAW_LEADS_BELOW(11, 10, 0),
  /** Number of values in a row on one side of the middle of the range. */
  DWELL(12, 1, 3),
  /** Logarithm of how often the middle of the range is crossed. */
  CROSSINGS(13, 40, 0.6),
  /** How far the maximum of two hours lies below the usual one at this time of day, in spreads. */
  MISSING_HIGH(14, 1, 0.5),
  /** How far their minimum lies above the usual one at this time of day, in spreads. */
  MISSING_LOW(15, 1, 0.5),
  /** How far the mean of an hour lies above the usual range at this hour of the week. */
  WEEK_ABOVE(16, 10, 0),
  /** The same below it. */
  WEEK_BELOW(17, 10, 0),
  /** Logarithm of the typical change over the recent one. */
  QUIET(18, 40, 0.1);

  /** The number of features that the layout had at first. */
  static final int FIRST = MISSING_LOW.index + 1;

  /** The number of features of the light profile. */
  static final int LIGHT = NOISE.index + 1;

  /** Its place in the state; never changes. */
  final int index;

  /** The number of values whose maximum counts as one. */
  final int block;

  /** The least mean excess of the largest ones over the least of them. */
  final double minExcess;

  Feature(int index, int block, double minExcess) {
    this.index = index;
    this.block = block;
    this.minExcess = minExcess;
  }
}
