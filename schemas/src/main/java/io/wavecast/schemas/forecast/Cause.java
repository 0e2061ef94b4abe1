package io.wavecast.schemas.forecast;

/**
 * Why an observation is unusual.
 *
 * @param voice what about it is; NONE if nothing is
 * @param expected the value that was expected when the anomaly began that this observation is
 *     judged in, in the unit of the series; where the time of day or of the week speaks, the usual
 *     highest or lowest value at it; else NaN
 * @param reason the same for people, one sentence; empty if nothing is unusual. With NONE it may
 *     say that what was unusual is accepted as normal, or that the series begins anew after a
 *     pause, for the reason of an alert: events lack it
 */
public record Cause(Voice voice, float expected, String reason) {
  /** Of an observation that is as expected. */
  public static final Cause NONE = new Cause(Voice.NONE, Float.NaN, "");
}
