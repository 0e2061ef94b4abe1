package io.wavecast.core.forecast.season;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Hours of the week as clocks on the wall show them. After a change of daylight saving, noon is
 * still noon: one hour of the week is then missing or comes twice. Thread-safe.
 */
final class CivilTime {
  static final int DAY = 24;
  static final int WEEK = 7 * DAY;

  private static final long HOUR_MS = 3_600_000;

  /** 1970-01-01 00:00 was a Thursday, three days after a Monday. */
  private static final int EPOCH_HOUR = 3 * DAY;

  private final ZoneRules rules;

  /** The period of constant offset that was asked for last. */
  private volatile Span span;

  CivilTime(ZoneId zone) {
    rules = zone.getRules();
    span = span(0);
  }

  /** A period in which the offset from Coordinated Universal Time does not change, ms. */
  private record Span(long from, long to, long offset) {}

  /**
   * The hour of the week, 0 for Monday 00:00 to 00:59.
   *
   * @param time ms since the epoch
   */
  int hourOfWeek(long time) {
    Span now = span;
    if (time < now.from || time >= now.to) {
      now = span(time);
      span = now;
    }
    long hours = Math.floorDiv(time + now.offset, HOUR_MS);
    return (int) Math.floorMod(hours + EPOCH_HOUR, (long) WEEK);
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
