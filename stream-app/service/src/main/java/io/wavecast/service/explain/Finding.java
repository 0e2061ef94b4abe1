package io.wavecast.service.explain;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;

/**
 * One alert, from the first WARNING or CRITICAL to OK.
 *
 * @param candidate name of the rules that found it
 * @param series the series key
 * @param begin when it began, ms since the epoch
 * @param end when it ended, or the time of the last value, ms since the epoch
 * @param worst the worst state it was in
 * @param values how many of its values had a score above 1; all where no score raised it
 * @param score the score at its begin
 * @param cause what raised it
 * @param reason the same as a sentence
 * @param isAgain whether it began within {@value RuleFindings#AGAIN} values after the end of the
 *     one before in its series
 */
public record Finding(
    String candidate,
    String series,
    long begin,
    long end,
    Alert.State worst,
    int values,
    float score,
    Cause cause,
    String reason,
    boolean isAgain) {
  /** Values of a long alert. */
  public static final int LONG = 10;

  /** Values of a strong one: more than a spike. */
  public static final int STRONG = 3;

  /** Whether it is long: by its unusual values, not by what it waits for its end. */
  public boolean isLong() {
    return values >= LONG;
  }

  /** Whether it is long, or strong: critical, and no mere spike. Quieter rules must find it. */
  public boolean isSerious() {
    return isLong() || (worst == Alert.State.CRITICAL && values >= STRONG);
  }
}
