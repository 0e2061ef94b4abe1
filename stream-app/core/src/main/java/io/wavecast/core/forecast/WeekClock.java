package io.wavecast.core.forecast;

/** Tells the hour of the week. Thread-safe. */
@FunctionalInterface
public interface WeekClock {
  /**
   * The hour of the week in 0..167, 0 for Monday 00:00 to 00:59.
   *
   * @param time ms since the epoch
   */
  int hourOfWeek(long time);
}
