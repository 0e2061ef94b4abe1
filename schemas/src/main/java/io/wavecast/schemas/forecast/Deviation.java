package io.wavecast.schemas.forecast;

import io.wavecast.schemas.calendar.AppliedEntries;
import java.util.Arrays;

/**
 * How an observation compares with the forecasts made for its time. Errors are {@code y - yhat}, in
 * the unit of the series. A missing number is NaN here and null on the wire.
 *
 * <p>The array is shared, not copied: do not change it.
 *
 * @param series the series key
 * @param timestamp time of the observation, ms since the epoch
 * @param y the observed value, finite, in single precision
 * @param lead lead time of {@code yhat}: the shortest for which there was a forecast, 1..horizon; 0
 *     when there was none
 * @param yhat the value forecast with that lead time; NaN when there was none
 * @param yhatLower lower end of its interval; NaN when there was none
 * @param yhatUpper upper end of its interval; NaN when there was none
 * @param score how unusual the latest observations are for this series, in 0..1000: up to {@link
 *     #USUAL} expected; above it unusual; above 1 anomalous; while an anomaly lasts at least as
 *     high as at its begin
 * @param peak whether this is the highest score of the last hundred observations, i.e. the start of
 *     an event
 * @param errors one per lead time, the shortest first; NaN where there was no forecast
 * @param cause why it is unusual
 * @param calendar the calendar entries that applied to it
 * @param outside bit lead - 1: whether {@code y} lies outside the calibrated interval of the
 *     forecast with that lead time, 1..horizon; {@code errors} says on which side
 */
public record Deviation(
    String series,
    long timestamp,
    float y,
    int lead,
    float yhat,
    float yhatLower,
    float yhatUpper,
    float score,
    boolean peak,
    float[] errors,
    Cause cause,
    AppliedEntries calendar,
    long outside)
    implements Event {

  /** The score up to which an observation is as expected. */
  public static final double USUAL = 0.75;

  public Deviation {
    if (!(score >= 0) || Float.isInfinite(score)) {
      throw new IllegalArgumentException(
          "score of a deviation must be finite and at least 0, got: " + score);
    }
    if (lead < 0 || lead > errors.length) {
      throw new IllegalArgumentException(
          "lead of a deviation must be in 0.." + errors.length + ", got: " + lead);
    }
    if (lead == 0 != Float.isNaN(yhat)) {
      throw new IllegalArgumentException(
          "yhat of a deviation must be there just when its lead is not 0, got: "
              + yhat
              + " with lead "
              + lead);
    }
    for (long rest = outside; rest != 0; rest &= rest - 1) {
      int at = Long.numberOfTrailingZeros(rest) + 1;
      if (at > errors.length || Float.isNaN(errors[at - 1])) {
        throw new IllegalArgumentException(
            "outside of a deviation must be lead times that have an error, got: " + at);
      }
    }
  }

  /** A deviation that no calendar entry applied to. */
  public Deviation(
      String series,
      long timestamp,
      float y,
      int lead,
      float yhat,
      float yhatLower,
      float yhatUpper,
      float score,
      boolean peak,
      float[] errors,
      Cause cause) {
    this(
        series,
        timestamp,
        y,
        lead,
        yhat,
        yhatLower,
        yhatUpper,
        score,
        peak,
        errors,
        cause,
        AppliedEntries.NONE,
        0);
  }

  /** A deviation without a cause. */
  public Deviation(
      String series,
      long timestamp,
      float y,
      int lead,
      float yhat,
      float yhatLower,
      float yhatUpper,
      float score,
      boolean peak,
      float[] errors) {
    this(series, timestamp, y, lead, yhat, yhatLower, yhatUpper, score, peak, errors, Cause.NONE);
  }

  /** The same deviation with the calendar entries that applied to it. */
  public Deviation withCalendar(AppliedEntries applied) {
    return applied.equals(calendar)
        ? this
        : new Deviation(
            series, timestamp, y, lead, yhat, yhatLower, yhatUpper, score, peak, errors, cause,
            applied, outside);
  }

  /** The same deviation outside other intervals. */
  public Deviation withOutside(long leads) {
    return new Deviation(
        series, timestamp, y, lead, yhat, yhatLower, yhatUpper, score, peak, errors, cause,
        calendar, leads);
  }

  /**
   * The value that was expected: that of the cause if it has one, else {@code yhat}. NaN where
   * there is none.
   */
  public float expected() {
    return Float.isNaN(cause.expected()) ? yhat : cause.expected();
  }

  @Override
  public long eventTime() {
    return timestamp;
  }

  /** Whether there was a forecast for this time, and its interval did not hold the value. */
  public boolean isOutside() {
    return y < yhatLower || y > yhatUpper;
  }

  /**
   * Whether the value lies outside the calibrated interval of one lead time.
   *
   * @param lead in 1..{@value Forecast#MAX_HORIZON}
   */
  public boolean isOutside(int lead) {
    return isOutside(outside, lead);
  }

  private static boolean isOutside(long outside, int lead) {
    return ((outside >>> (lead - 1)) & 1) != 0;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Deviation d && Arrays.deepEquals(fields(), d.fields());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(fields());
  }

  @Override
  public String toString() {
    return "Deviation" + Arrays.deepToString(fields());
  }

  private Object[] fields() {
    return new Object[] {
      series, timestamp, y, lead, yhat, yhatLower, yhatUpper, score, peak, errors, cause, calendar,
      outside
    };
  }
}
