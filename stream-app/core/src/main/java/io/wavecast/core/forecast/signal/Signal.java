package io.wavecast.core.forecast.signal;

import io.wavecast.schemas.forecast.Cause;

/**
 * One way for an observation to be unusual. A signal declares its memory when it is built, says how
 * rare an observation is, and learns from those that belong to no anomaly. Implementations hold
 * offsets only, so they are stateless and thread-safe.
 *
 * <p>CONTRIBUTING.md says how to add one.
 */
interface Signal {
  /** Its name in events, kebab-case; never changes. */
  String id();

  /**
   * Judges an observation: raises the evidence of this signal, and remembers the statistics that
   * are to be learned. May write its own memory.
   */
  void evaluate(Context c, Readings r);

  /** Learns from an observation that belongs to no anomaly, beside its statistics. */
  default void learn(Context c, Readings r) {}

  /**
   * Learns at the end of an anomaly, beside its statistics.
   *
   * @param inFull whether the next one like it shall be none
   */
  default void endAnomaly(Context c, boolean inFull) {}

  /** Takes the level at which an anomaly was accepted for a usual one. */
  default void accept(Context c) {}

  /** Forgets what was learned from the errors of a model, which another one has replaced. */
  default void forgetModel(byte[] data) {}

  /**
   * Whether an anomaly that it began lasts.
   *
   * @param distance how far the first value was from what was expected
   * @param now how far this one is
   */
  default boolean remains(Context c, double distance, double now) {
    return now * Math.signum(distance) > Tuning.REMAINS * Math.abs(distance);
  }

  /** Whether it may only mean that the series returns to what is common. */
  default boolean mayBeReturn() {
    return false;
  }

  /**
   * The value that it expected of an observation; the sentence rounds by the distance to it.
   *
   * @param forecast what was forecast
   */
  default double expected(Context c, double forecast) {
    return forecast;
  }

  /** Adds the numbers that its sentence needs. */
  default Cause explain(Context c, Cause cause) {
    return cause;
  }
}
