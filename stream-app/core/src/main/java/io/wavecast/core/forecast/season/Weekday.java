package io.wavecast.core.forecast.season;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.WeekClock;
import io.wavecast.core.forecast.Weekend;
import io.wavecast.core.forecast.season.UsualHere.DayOfWeek;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What the memory of a series knows of the day of the week at a time.
 *
 * @param data the memory
 * @param time ms since the epoch
 * @param isHourly whether there is a value an hour, at least
 */
record Weekday(ByteBuffer data, WeekClock clock, long time, boolean isHourly) implements DayOfWeek {
  private static final long WEEK = Duration.ofDays(7).toMillis();

  /** A day of the week lacks high values if it has less than this share of the rise of all days. */
  private static final double LESS = 0.5;

  /** The same where people rest: little need be known to believe that. */
  private static final double LESS_REST = 0.8;

  @Override
  public boolean lacks(double prominence) {
    long weeks = (time - Profiles.start(data)) / WEEK;
    if (!isHourly || weeks == 0) {
      return false;
    }
    int hour = clock.hourOfWeek(time);
    double share = Weekend.isRest(hour) || Weekend.isRest(before(hour)) ? LESS_REST : LESS;
    return Profiles.lacks(data, hour, Profiles.learned(weeks * WEEK), prominence, share);
  }

  /** The hour in which the last two hours began. */
  private static int before(int hour) {
    return Math.floorMod(hour - 2, CivilTime.WEEK);
  }
}
