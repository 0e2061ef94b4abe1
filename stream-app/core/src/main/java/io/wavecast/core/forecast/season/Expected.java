package io.wavecast.core.forecast.season;

/**
 * What the day and the week expect at one time, in the unit of the series.
 *
 * @param mean the expected value; NaN where nothing is known
 * @param low the lowest one of this half hour and halfway to those beside it, by the day alone and
 *     by the week; NaN where nothing is known
 * @param high the highest one
 * @param spread how far means of half hours usually are from what was expected, at least 0
 * @param days days on which this half hour was seen; 0 where nothing is known
 * @param knowsWeek whether this hour of the week was seen before
 */
public record Expected(
    double mean, double low, double high, double spread, int days, boolean knowsWeek) {
  /** Nothing is known. */
  public static final Expected UNKNOWN =
      new Expected(Double.NaN, Double.NaN, Double.NaN, 0, 0, false);

  public boolean isKnown() {
    return days > 0;
  }

  /** How far a value lies above the range, or below it as a negative number; 0 within it. */
  public double outside(double x) {
    return x > high ? x - high : x < low ? x - low : 0;
  }

  /** The end of the range that is nearer to a value outside of it; within it the mean. */
  public double nearest(double x) {
    return x > high ? high : x < low ? low : mean;
  }
}
