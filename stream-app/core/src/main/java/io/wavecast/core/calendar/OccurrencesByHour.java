package io.wavecast.core.calendar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The occurrences of some entries, by hours of Coordinated Universal Time. Those of a day are found
 * once and kept for {@value #DAYS} days (fewer with many entries), so a time costs a look at those
 * of its hour only. Thread-safe.
 */
final class OccurrencesByHour {
  private static final int DAYS = 512;

  /** Bounds the memory that they take with many entries. */
  private static final int DAYS_OF_ENTRIES = 1 << 16;

  private static final int LEAST_DAYS = 8;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** The end of the year 2199, to which rules are followed. */
  private static final long LATEST = 7_258_118_400_000L;

  private final List<Occurrences> entries;

  /** By number modulo its length. Days are immutable, so threads may share them unsynchronized. */
  private final @Nullable Day[] days;

  /** Of each hour of a day the occurrences that begin before its end, and end after its begin. */
  private record Day(long number, List<List<Occurrence>> hours) {}

  /**
   * @param entries in order of precedence
   */
  OccurrencesByHour(List<Occurrences> entries) {
    this.entries = entries;
    days = new Day[daysKept(entries.size())];
  }

  private static int daysKept(int entries) {
    return entries == 0 ? 0 : Math.max(LEAST_DAYS, Math.min(DAYS, DAYS_OF_ENTRIES / entries));
  }

  /**
   * The occurrences among which are those that contain a time, in order of precedence.
   *
   * @param time ms since the epoch
   */
  List<Occurrence> near(long time) {
    if (days.length == 0 || time >= LATEST) {
      return List.of();
    }
    long number = Math.floorDiv(time, DAY);
    int slot = Math.floorMod(number, days.length);
    Day day = days[slot];
    if (day == null || day.number != number) {
      day = new Day(number, hours(number * DAY));
      days[slot] = day;
    }
    return day.hours.get((int) (Math.floorMod(time, DAY) / HOUR));
  }

  private List<List<Occurrence>> hours(long day) {
    List<Occurrence> found = new ArrayList<>();
    for (Occurrences each : entries) {
      each.find(day, day + DAY, found::add);
    }
    List<List<Occurrence>> hours = new ArrayList<>();
    for (long from = day; from < day + DAY; from += HOUR) {
      long begin = from;
      hours.add(found.stream().filter(o -> o.from() < begin + HOUR && o.to() > begin).toList());
    }
    return List.copyOf(hours);
  }
}
