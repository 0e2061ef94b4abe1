package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Weekend;
import java.time.Duration;

/**
 * The first weekend of a series. Nothing is known of it but what holds for many series: that people
 * rest.
 */
final class FirstWeekend {
  private static final long WEEK = Duration.ofDays(7).toMillis();

  /** How far {@link TimeOfDay} looks back. */
  private static final long LATELY = Duration.ofHours(2).toMillis();

  /** After so long a time the begin and the end of a weekend show in stays. */
  private static final long DELAY = Duration.ofHours(12).toMillis();

  private FirstWeekend() {}

  /** Whether high values are not missed at the time before an observation. */
  static boolean lacksHighs(Sample s) {
    return isRest(s, s.time - 1) || isRest(s, s.time - LATELY);
  }

  private static boolean isRest(Sample s, long time) {
    return Weekend.isRest(s.clock.hourOfWeek(time)) && isFirst(s, time);
  }

  /** Whether a series may stay low: from noon of Saturday until noon of Monday. */
  static boolean staysLow(Sample s) {
    long time = s.time - DELAY;
    return Weekend.contains(s.clock.hourOfWeek(time)) && isFirst(s, time);
  }

  private static boolean isFirst(Sample s, long time) {
    return Weekend.begin(s.clock, time) - s.began < WEEK;
  }
}
