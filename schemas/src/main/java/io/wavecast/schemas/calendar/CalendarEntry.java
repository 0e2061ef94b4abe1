package io.wavecast.schemas.calendar;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance window, a holiday or another time that is not as usual. It applies to observations
 * by their own times. Its times are those that clocks in its zone show, so that daylight saving
 * shifts nothing.
 *
 * @param name identifies it: 1..64 lower-case letters, digits, dots, dashes and underscores, a
 *     letter first
 * @param series pattern of the series keys that it applies to, with {@code *} and {@code ?}
 * @param start its begin; of a recurring one, that from which the occurrences are counted
 * @param end its end, which it does not contain; of a recurring one, that of an occurrence that
 *     begins at {@code start}; after {@code start}, by at most 366 days where it recurs
 * @param rule recurrence rule as in RFC 5545, e.g. {@code FREQ=WEEKLY;BYDAY=SU}; empty if it occurs
 *     once
 * @param zone by whose clocks it begins and ends
 * @param effect what it changes
 */
public record CalendarEntry(
    String name,
    String series,
    LocalDateTime start,
    LocalDateTime end,
    String rule,
    ZoneId zone,
    Effect effect)
    implements Serializable {
  /** Most characters of a pattern. */
  public static final int MAX_PATTERN = 1000;

  private static final int MAX_RULE = 500;
  private static final Duration MAX_OCCURRENCE = Duration.ofDays(366);

  public CalendarEntry {
    if (!name.matches("[a-z][a-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "name of a calendar entry must be 1..64 of the characters a-z 0-9 . _ -, a letter first,"
              + " got: '"
              + name
              + "'");
    }
    checkLength(name, "pattern", series, 1, MAX_PATTERN);
    checkLength(name, "rule", rule, 0, MAX_RULE);
    check(
        name, "start and end", inRange(start) && inRange(end), "in 1970..2199", start + ", " + end);
    check(name, "end", end.isAfter(start), "after start (" + start + ")", end);
    check(name, "rule", rule.isEmpty() || effect != Effect.NORMAL, "empty to be normal", rule);
    if (!rule.isEmpty()) {
      Duration length = Duration.between(start, end);
      check(
          name,
          "end",
          length.compareTo(MAX_OCCURRENCE) <= 0,
          "at most 366 days after start where it recurs",
          end);
    }
  }

  /** An entry of one time span, in UTC. */
  public static CalendarEntry once(
      String name, String series, Instant start, Instant end, Effect effect) {
    ZoneId utc = ZoneId.of("UTC");
    return new CalendarEntry(
        name,
        series,
        LocalDateTime.ofInstant(start, utc),
        LocalDateTime.ofInstant(end, utc),
        "",
        utc,
        effect);
  }

  private static boolean inRange(LocalDateTime time) {
    return time.getYear() >= 1970 && time.getYear() <= 2199;
  }

  private static void checkLength(String name, String what, String text, int least, int most) {
    int got = text.length();
    check(name, what, got >= least && got <= most, least + ".." + most + " characters", got);
  }

  private static void check(String name, String what, boolean holds, String allowed, Object got) {
    if (!holds) {
      throw new IllegalArgumentException(
          what + " of calendar entry '" + name + "' must be " + allowed + ", got: " + got);
    }
  }

  /** What an entry changes. */
  public enum Effect {
    /** No alert begins, and none that is open changes. */
    MUTE,
    /** Neither the score nor a memory learns from the values. */
    DO_NOT_LEARN,
    /** Both. */
    BOTH,
    /**
     * What a series alerted for, when it last left OK within the entry, was normal. It learns that
     * once, at its first observation at or after the end.
     */
    NORMAL,
    /**
     * The hours count as those of a Monday: the memory of the week expects a Monday, and learns.
     */
    LIKE_MONDAY(DayOfWeek.MONDAY),
    /** The hours count as those of a Tuesday. */
    LIKE_TUESDAY(DayOfWeek.TUESDAY),
    /** The hours count as those of a Wednesday. */
    LIKE_WEDNESDAY(DayOfWeek.WEDNESDAY),
    /** The hours count as those of a Thursday. */
    LIKE_THURSDAY(DayOfWeek.THURSDAY),
    /** The hours count as those of a Friday. */
    LIKE_FRIDAY(DayOfWeek.FRIDAY),
    /** The hours count as those of a Saturday. */
    LIKE_SATURDAY(DayOfWeek.SATURDAY),
    /** The hours count as those of a Sunday. */
    LIKE_SUNDAY(DayOfWeek.SUNDAY);

    private final @Nullable DayOfWeek like;

    Effect() {
      this(null);
    }

    Effect(@Nullable DayOfWeek like) {
      this.like = like;
    }

    /** Whether alerts are muted. */
    public boolean mutes() {
      return this == MUTE || this == BOTH;
    }

    /** Whether nothing is learned. */
    public boolean stopsLearning() {
      return this == DO_NOT_LEARN || this == BOTH;
    }

    /** The day of the week that a day counts as, if any. */
    public @Nullable DayOfWeek like() {
      return like;
    }
  }
}
