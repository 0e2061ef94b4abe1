package io.wavecast.core.forecast.window;

/**
 * How an observation relates to the window of its series.
 *
 * @param kind whether it is accepted, and what it does to the window
 * @param missing values to fill in before it, in 0..{@value WindowState#MAX_BEHIND}
 * @param stepMs time between two values as known before it, ms; 0 when unknown
 * @param mustFlush whether pending observations must be forecast first, since accepting it would
 *     discard values of their windows or change the labels of the series
 */
public record Arrival(Kind kind, int missing, long stepMs, boolean mustFlush) {
  /** Kinds of arrival. */
  public enum Kind {
    /** The first observation of its series. */
    FIRST,
    /** Appended to the window. */
    NEXT,
    /** The gap before it is too long to fill: the window restarts with it. */
    RESTART,
    /** The first value of a counter: it is kept, and the next one has a rate. */
    COUNTER,
    /** Its time equals the latest one: discarded. */
    DUPLICATE,
    /** It is older than the latest one: discarded, or dead-lettered by the late policy. */
    LATE
  }

  /** The same, with pending observations to be forecast first. */
  Arrival flushing() {
    return new Arrival(kind, missing, stepMs, true);
  }

  /** Whether the observation changes the state of its series. */
  public boolean isAccepted() {
    return kind != Kind.DUPLICATE && kind != Kind.LATE;
  }
}
