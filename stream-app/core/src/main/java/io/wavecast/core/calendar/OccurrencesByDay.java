package io.wavecast.core.calendar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The occurrences of some entries, by days of Coordinated Universal Time. Those of a day are found
 * once and kept for {@value #DAYS} days (fewer with many entries). Thread-safe.
 */
final class OccurrencesByDay {
  private static final int DAYS = 512;

  /** Bounds the memory that they take with many entries. */
  private static final int DAYS_OF_ENTRIES = 1 << 16;

  private static final int LEAST_DAYS = 8;
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** The end of the year 2199, to which rules are followed. */
  private static final long LATEST = 7_258_118_400_000L;

  private final List<Occurrences> entries;

  /** By number modulo its length. Days are immutable, so threads may share them unsynchronized. */
  private final @Nullable Day[] days;

  /** The occurrences that begin before the end of a day, and end after its begin. */
  private record Day(long number, List<Occurrence> occurrences) {}

  /**
   * @param entries in order of precedence
   */
  OccurrencesByDay(List<Occurrences> entries) {
    this.entries = entries;
    days = new Day[daysKept(entries.size())];
  }

  private static int daysKept(int entries) {
    return entries == 0 ? 0 : Math.max(LEAST_DAYS, Math.min(DAYS, DAYS_OF_ENTRIES / entries));
  }

  /**
   * The occurrences of the day of a time, in order of precedence.
   *
   * @param time ms since the epoch
   */
  List<Occurrence> ofDay(long time) {
    if (days.length == 0 || time >= LATEST) {
      return List.of();
    }
    long number = Math.floorDiv(time, DAY);
    int slot = Math.floorMod(number, days.length);
    Day day = days[slot];
    if (day == null || day.number != number) {
      List<Occurrence> found = new ArrayList<>();
      for (Occurrences each : entries) {
        each.find(number * DAY, (number + 1) * DAY, found::add);
      }
      day = new Day(number, List.copyOf(found));
      days[slot] = day;
    }
    return day.occurrences;
  }
}
