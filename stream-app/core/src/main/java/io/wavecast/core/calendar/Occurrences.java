package io.wavecast.core.calendar;

import io.wavecast.schemas.calendar.CalendarEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
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
 * Thread-safe.
 */
final class Occurrences {
  private static final long PAGE = Duration.ofDays(128).toMillis();

  /** Zones differ from Coordinated Universal Time by less. */
  private static final Duration MARGIN = Duration.ofDays(2);

  private final CalendarEntry entry;
  private final int index;
  private final @Nullable RecurrenceRule rule;
  private Page page = new Page(Long.MIN_VALUE, List.of());

  /** The occurrences in a page of time, which begins at a multiple of its length. */
  private record Page(long number, List<Occurrence> occurrences) {}

  /**
   * @param index of the entry
   * @throws IllegalArgumentException when the rule is not one of RFC 5545, recurs more often than
   *     hourly, or never occurs; the message names the entry
   */
  Occurrences(CalendarEntry entry, int index) {
    this.entry = entry;
    this.index = index;
    this.rule = entry.rule().isEmpty() ? null : rule(entry);
  }

  /**
   * Finds those in a day.
   *
   * @param from its begin, ms since the epoch, a whole number of days
   * @param to its end, ms since the epoch
   */
  synchronized void find(long from, long to, Consumer<Occurrence> found) {
    if (rule == null) {
      accept(occurrence(entry.start(), entry.end()), from, to, found);
      return;
    }
    long number = Math.floorDiv(from, PAGE);
    if (page.number != number) {
      page = new Page(number, expand(rule, number * PAGE));
    }
    for (Occurrence each : page.occurrences) {
      accept(each, from, to, found);
    }
  }

  private static void accept(Occurrence each, long from, long to, Consumer<Occurrence> found) {
    if (each.from() < to && each.to() > from) {
      found.accept(each);
    }
  }

  private List<Occurrence> expand(RecurrenceRule rule, long from) {
    long to = from + PAGE;
    Duration length = Duration.between(entry.start(), entry.end());
    LocalDateTime earliest =
        LocalDateTime.ofInstant(Instant.ofEpochMilli(from), ZoneOffset.UTC)
            .minus(length)
            .minus(MARGIN);
    List<Occurrence> found = new ArrayList<>();
    RecurrenceRuleIterator starts = rule.iterator(dateTime(entry.start()));
    if (earliest.isAfter(entry.start())) {
      starts.fastForward(dateTime(earliest));
    }
    while (starts.hasNext()) {
      LocalDateTime start = local(starts.nextDateTime());
      if (start.minus(MARGIN).toInstant(ZoneOffset.UTC).toEpochMilli() >= to) {
        break;
      }
      accept(occurrence(start, start.plus(length)), from, to, found::add);
    }
    return found;
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

  private static RecurrenceRule rule(CalendarEntry entry) {
    try {
      RecurrenceRule rule = new RecurrenceRule(entry.rule(), RecurrenceRule.RfcMode.RFC5545_STRICT);
      if (rule.getFreq() == Freq.SECONDLY || rule.getFreq() == Freq.MINUTELY) {
        throw new IllegalArgumentException("recurs more often than hourly");
      }
      DateTime until = rule.getUntil();
      if (until != null) {
        rule.setUntil(dateTime(until(until, entry)));
      }
      if (!rule.iterator(dateTime(entry.start())).hasNext()) {
        throw new IllegalArgumentException("never occurs");
      }
      return rule;
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "rule of calendar entry '%s' must be a recurrence rule of RFC 5545 such as FREQ=WEEKLY;BYDAY=SU, got: '%s': %s"
              .formatted(entry.name(), entry.rule(), e.getMessage()),
          e);
    }
  }

  /** The last local time at which an occurrence may begin; a day holds all of its times. */
  private static LocalDateTime until(DateTime until, CalendarEntry entry) {
    if (until.isAllDay()) {
      return local(until).with(LocalTime.MAX.withNano(0));
    }
    return until.isFloating()
        ? local(until)
        : LocalDateTime.ofInstant(Instant.ofEpochMilli(until.getTimestamp()), entry.zone());
  }

  private static DateTime dateTime(LocalDateTime t) {
    return new DateTime(
        t.getYear(),
        t.getMonthValue() - 1,
        t.getDayOfMonth(),
        t.getHour(),
        t.getMinute(),
        t.getSecond());
  }

  private static LocalDateTime local(DateTime t) {
    return t.isAllDay()
        ? LocalDateTime.of(t.getYear(), t.getMonth() + 1, t.getDayOfMonth(), 0, 0)
        : LocalDateTime.of(
            t.getYear(),
            t.getMonth() + 1,
            t.getDayOfMonth(),
            t.getHours(),
            t.getMinutes(),
            t.getSeconds());
  }
}
