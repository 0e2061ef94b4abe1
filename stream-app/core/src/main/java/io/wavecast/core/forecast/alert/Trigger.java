package io.wavecast.core.forecast.alert;

import io.wavecast.core.forecast.deviation.Saying;

/** What raised an alert. */
public enum Trigger {
  /** A score. */
  SCORE,
  /** A value outside its forecast intervals, with {@code outside}. */
  OUTSIDE,
  /** A limit that is reached, or near. */
  LIMIT,
  /** Silence, with {@code stale-after}. */
  STALE;

  /** The reason at the end of an alert of silence. */
  static final String AGAIN = "observations again";

  /** How the reason of the alert of a stale series begins. */
  static final String NO_OBSERVATION = "no observation for ";

  /** What follows how many observations breach. */
  static final String BREACH = " observations breach; ";

  static final String IS_OUTSIDE = " is outside the intervals at the lead times ";

  /**
   * What an alert was raised by, from its reason when it became WARNING or CRITICAL. Of the reasons
   * of an end only that of silence is known.
   */
  public static Trigger of(String reason) {
    if (reason.startsWith(NO_OBSERVATION) || reason.equals(AGAIN)) {
      return STALE;
    }
    String first = first(reason);
    int breach = first.indexOf(BREACH);
    String cause = breach < 0 ? first : first.substring(breach + BREACH.length());
    if (!cause.startsWith("value ")) {
      return cause.startsWith("reaches ") || cause.startsWith("falls to ") ? LIMIT : SCORE;
    }
    return cause.contains(IS_OUTSIDE) ? OUTSIDE : LIMIT;
  }

  /** A reason without what it names beside the first cause. */
  public static String first(String reason) {
    int also = reason.indexOf(Saying.ALSO);
    return also < 0 ? reason : reason.substring(0, also);
  }
}
