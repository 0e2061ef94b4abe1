package io.wavecast.core.forecast.signal;

import io.wavecast.core.forecast.season.Expected;
import io.wavecast.core.forecast.season.Extremes;
import io.wavecast.core.forecast.season.SeasonStep;
import org.jspecify.annotations.Nullable;

/**
 * One observation and what is known of its series without it. What signals read; immutable but for
 * the memory, in which each signal writes its own part only.
 *
 * @param data the memory of the series
 * @param n number of values, this one included
 * @param time ms since the epoch
 * @param stepMs time between two values, ms; 0 where it is not known yet
 * @param age time since the first value, ms
 * @param gap time without values before this one, in steps beyond one; 0 without a pause
 * @param x the value that is judged: that of the observation, or the increase of a counter
 * @param previous the value before; the value itself for the first
 * @param change absolute change since then; after a pause at most the typical one
 * @param typical typical absolute change
 * @param smallest the smallest change above 0 so far; 0 before the first
 * @param trifle a distance that means nothing, above 0
 * @param mean slow mean of the values
 * @param highest the highest value so far; NaN before the first ones
 * @param lowest the lowest value so far; NaN before the first ones
 * @param flatFor number of values before this one that were hardly a change in a row
 * @param isConstant whether the series stood still for long and has hardly changed otherwise
 * @param firstChange whether it is the first change of a series that stood still since its begin
 * @param isCounter whether increases are judged
 * @param anomalyFor number of values since the anomaly began that was open before it; -1 without
 * @param isSettling whether one ended a short time ago: errors of forecasts mean nothing
 * @param errors of its forecasts
 * @param expected what the day and the week expect
 * @param extremes of the two hours that have passed with it; null where none have
 * @param season what is remembered of the day and the week
 */
record Context(
    byte[] data,
    int n,
    long time,
    double stepMs,
    long age,
    double gap,
    double x,
    double previous,
    double change,
    double typical,
    double smallest,
    double trifle,
    double mean,
    double highest,
    double lowest,
    int flatFor,
    boolean isConstant,
    FirstChange firstChange,
    boolean isCounter,
    int anomalyFor,
    boolean isSettling,
    Errors errors,
    Expected expected,
    @Nullable Extremes extremes,
    SeasonStep.Season season) {

  /** Whether a value is the first change of a series that stood still since its begin. */
  enum FirstChange {
    NO,
    /** A change that may be one of rounding. */
    TRIFLE,
    YES
  }

  /** The distance between the highest and the lowest value so far, at least 0. */
  double range() {
    return highest > lowest ? highest - lowest : 0;
  }

  /** Whether an anomaly was open before it. */
  boolean isAnomalous() {
    return anomalyFor >= 0;
  }

  /** Whether the value lies between the usual extremes of this time of day, or nearly. */
  boolean isUsual() {
    return season.isUsual(x, trifle, range(), Tuning.USUAL_DAYS);
  }

  /**
   * Whether the value is beyond all that were learned, but so are the usual extremes of this time
   * of day: on the days before such values were anomalies, of which a record learns little.
   */
  boolean isDaily() {
    return season.isDaily(x, lowest, highest);
  }

  /** Whether enough values are known to judge this one. */
  boolean isMature() {
    return n > Pace.YOUTH.values(stepMs);
  }

  /** Whether values like it may follow at once: after a pause, or the first change. */
  boolean beginsLevel() {
    return gap > 0 || firstChange != FirstChange.NO;
  }

  /** Whether an anomaly is learned in full: in a young series, or where they come often. */
  boolean isYoung() {
    return n < Pace.YOUNG.values(stepMs);
  }
}
