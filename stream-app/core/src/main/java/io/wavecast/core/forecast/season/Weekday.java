package io.wavecast.core.forecast.season;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.WeekClock;
import io.wavecast.core.forecast.season.UsualHere.DayOfWeek;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What the memory of a series knows of the day of the week at a time; before it has seen a week,
 * what holds for many series: that people rest on Saturdays and Sundays.
 *
 * @param data the memory
 * @param time ms since the epoch
 * @param isHourly whether there is a value an hour, at least
 */
record Weekday(ByteBuffer data, WeekClock clock, long time, boolean isHourly) implements DayOfWeek {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long WEEK = Duration.ofDays(7).toMillis();

  /** The hour of the week at which the weekend begins. */
  private static final int WEEKEND = 5 * CivilTime.DAY;

  /** The hour of the day from which on people are up. */
  private static final int MORNING = 6;

  /** So long after the begin and the end of a weekend a series shows by its values that it is. */
  private static final long LATER = 12 * HOUR;

  /** A high value is missing if it was not seen in so long a time. */
  private static final long LATELY = 2 * HOUR;

  /** A day of the week lacks high values if it has less than this share of the rise of all days. */
  private static final double LESS = 0.5;

  /** The same where people rest: little need be known to believe that. */
  private static final double LESS_REST = 0.8;

  @Override
  public boolean lacks(double prominence) {
    if (!isHourly) {
      return false;
    }
    int hour = clock.hourOfWeek(time);
    boolean rests = isRest(hour) || isRest(clock.hourOfWeek(time - LATELY));
    long weeks = (time - Profiles.start(data)) / WEEK;
    double learned = Profiles.learned(weeks * WEEK);
    return weeks == 0
        ? rests
        : Profiles.lacks(data, hour, learned, prominence, rests ? LESS_REST : LESS);
  }

  @Override
  public boolean isFirstRest() {
    long before = time - LATER;
    return before - Profiles.start(data) < WEEK && clock.hourOfWeek(before) >= WEEKEND;
  }

  /** Whether people rest in an hour of the week, but are up at this hour on other days. */
  private static boolean isRest(int hour) {
    return hour >= WEEKEND && hour % CivilTime.DAY >= MORNING;
  }
}
