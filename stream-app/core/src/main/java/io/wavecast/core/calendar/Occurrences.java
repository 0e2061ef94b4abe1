package io.wavecast.core.calendar;

import io.wavecast.core.text.Throwables;
import io.wavecast.schemas.calendar.CalendarEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When one entry applies. A recurrence rule is iterated over local times only, for a page of 128
 * days at once, which is kept until another page is asked for; then each local time becomes an
 * instant:
 *
 * <ul>
 *   <li>A time that clocks skip is later by as much as they skip, as in RFC 5545.
 *   <li>Of a time that clocks show twice, a begin is the first one and an end the second one, so
 *       that nothing between is left out.
 * </ul>
 *
 * An entry whose rule cannot be followed is switched off and reported once. Thread-safe; threads do
 * not wait for each other.
 */
final class Occurrences {
  private static final long PAGE = Duration.ofDays(128).toMillis();

  /** Zones differ from Coordinated Universal Time by less. */
  private static final Duration MARGIN = Duration.ofDays(2);

  private final CalendarEntry entry;
  private final int index;
  private final @Nullable Recurrence recurrence;
  private final Consumer<String> failed;
  private volatile boolean off;
  private volatile Page page = new Page(Long.MIN_VALUE, List.of());

  /** The occurrences in a page of time, which begins at a multiple of its length. */
  private record Page(long number, List<Occurrence> occurrences) {}

  /**
   * @param index of the entry
   * @param failed takes a line when the rule cannot be followed
   * @throws IllegalArgumentException when the rule is not one of RFC 5545, recurs more often than
   *     hourly, or never occurs; the message names the entry
   */
  Occurrences(CalendarEntry entry, int index, Consumer<String> failed) {
    this.entry = entry;
    this.index = index;
    this.failed = failed;
    this.recurrence = entry.rule().isEmpty() ? null : new Recurrence(entry);
  }

  /**
   * Finds those in a day.
   *
   * @param from its begin, ms since the epoch, a whole number of days
   * @param to its end, ms since the epoch
   */
  void find(long from, long to, Consumer<Occurrence> found) {
    if (recurrence == null) {
      accept(occurrence(entry.start(), entry.end()), from, to, found);
      return;
    }
    for (Occurrence each : page(recurrence, Math.floorDiv(from, PAGE))) {
      accept(each, from, to, found);
    }
  }

  private static void accept(Occurrence each, long from, long to, Consumer<Occurrence> found) {
    if (each.from() < to && each.to() > from) {
      found.accept(each);
    }
  }

  private List<Occurrence> page(Recurrence recurrence, long number) {
    Page known = page;
    if (known.number == number) {
      return known.occurrences;
    }
    if (off) {
      return List.of();
    }
    try {
      Page made = new Page(number, expand(recurrence, number * PAGE));
      page = made;
      return made.occurrences;
    } catch (RuntimeException e) { // the library's are of several kinds
      if (switchOff()) {
        failed.accept(
            "calendar entry '%s' is switched off, its rule '%s' cannot be followed: %s"
                .formatted(entry.name(), entry.rule(), Throwables.oneLine(e)));
      }
      return List.of();
    }
  }

  /** Whether this call did it. */
  private synchronized boolean switchOff() {
    boolean first = !off;
    off = true;
    return first;
  }

  private List<Occurrence> expand(Recurrence recurrence, long from) {
    long to = from + PAGE;
    Duration length = Duration.between(entry.start(), entry.end());
    List<Occurrence> found = new ArrayList<>();
    recurrence.starts(
        utc(from).minus(length).minus(MARGIN),
        utc(to).plus(MARGIN),
        start -> accept(occurrence(start, start.plus(length)), from, to, found::add));
    return found;
  }

  private static LocalDateTime utc(long time) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
  }

  private Occurrence occurrence(LocalDateTime start, LocalDateTime end) {
    long from = start.atZone(entry.zone()).toInstant().toEpochMilli();
    ZonedDateTime last = end.atZone(entry.zone());
    if (entry.zone().getRules().getValidOffsets(end.minusNanos(1)).size() > 1) {
      last = last.withLaterOffsetAtOverlap();
    }
    long to = last.toInstant().toEpochMilli();
    // clocks may skip from before its begin to after its end
    return new Occurrence(
        index, from, to > from ? to : from + Duration.between(start, end).toMillis());
  }
}
