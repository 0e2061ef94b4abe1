package io.wavecast.core.forecast;

import java.time.Duration;

/** Saturdays and Sundays. */
public final class Weekend {
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  /** The hour of the week at which it begins. */
  private static final int BEGIN = 5 * CivilTime.DAY;

  /** The hour of the day from which on people are up. */
  private static final int MORNING = 6;

  private Weekend() {}

  /**
   * Whether an hour belongs to it.
   *
   * @param hour of the week, 0..167
   */
  public static boolean contains(int hour) {
    return hour >= BEGIN;
  }

  /**
   * Whether people rest in an hour in which they are up on other days.
   *
   * @param hour of the week, 0..167
   */
  public static boolean isRest(int hour) {
    return contains(hour) && hour % CivilTime.DAY >= MORNING;
  }

  /**
   * About when the weekend began.
   *
   * @param time within it, ms since the epoch
   */
  public static long begin(WeekClock clock, long time) {
    return time - (clock.hourOfWeek(time) - BEGIN) * HOUR_MS;
  }
}
