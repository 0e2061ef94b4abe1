package io.wavecast.core.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Hours of the week and half hours of the day as clocks on the wall show them. After a change of
 * daylight saving, noon is still noon: one hour of the week is then missing or comes twice.
 * Thread-safe.
 */
public final class CivilTime implements WeekClock {
  /** Hours. */
  public static final int DAY = 24;

  /** Hours. */
  public static final int WEEK = 7 * DAY;

  /** Half hours of a day. */
  public static final int HALF_HOURS = 2 * DAY;

  private static final long HOUR_MS = 3_600_000;

  /** 1970-01-01 00:00 was a Thursday, three days after a Monday. */
  private static final int EPOCH_HOUR = 3 * DAY;

  /** Coordinated Universal Time. */
  public static final CivilTime UTC = new CivilTime(ZoneOffset.UTC);

  private final ZoneRules rules;

  /** The period of constant offset that was asked for last. */
  private volatile Span span;

  public CivilTime(ZoneId zone) {
    rules = zone.getRules();
    span = span(0);
  }

  /** A period in which the offset from Coordinated Universal Time does not change, ms. */
  private record Span(long from, long to, long offset) {}

  @Override
  public int hourOfWeek(long time) {
    long hours = Math.floorDiv(local(time), HOUR_MS);
    return (int) Math.floorMod(hours + EPOCH_HOUR, (long) WEEK);
  }

  /**
   * The half hour of the day, 0 for 00:00 to 00:29.
   *
   * @param time ms since the epoch
   */
  public int halfHourOfDay(long time) {
    return (int) Math.floorMod(Math.floorDiv(local(time), HOUR_MS / 2), (long) HALF_HOURS);
  }

  /** What the clocks show, in ms since they showed the epoch's time. */
  private long local(long time) {
    Span now = span;
    if (time < now.from || time >= now.to) {
      now = span(time);
      span = now;
    }
    return time + now.offset;
  }

  private Span span(long time) {
    Instant at = Instant.ofEpochMilli(time);
    ZoneOffsetTransition next = rules.nextTransition(at);
    // the transition at this very moment belongs to the period that it begins
    ZoneOffsetTransition last = rules.previousTransition(at.plusMillis(1));
    return new Span(
        last == null ? Long.MIN_VALUE : last.toEpochSecond() * 1000,
        next == null ? Long.MAX_VALUE : next.toEpochSecond() * 1000,
        rules.getOffset(at).getTotalSeconds() * 1000L);
  }
}
