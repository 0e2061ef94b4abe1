package io.wavecast.core.calendar;

import io.wavecast.schemas.calendar.CalendarEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/** The local times at which a recurring entry begins. Immutable, thread-safe. */
final class Recurrence {
  /** Of an entry, so that a look at a time sees few of them. */
  static final int MAX_OVERLAPPING = 8;

  private static final int MAX_INTERVAL = 10_000;

  /** Days of the week come back on the same dates after 28 years. */
  private static final int CHECKED_YEARS = 30;

  private final CalendarEntry entry;
  private final RecurrenceRule rule;

  /**
   * @param entry with a rule
   * @throws IllegalArgumentException when the rule is not one of RFC 5545, recurs more often than
   *     hourly, or never occurs; the message names the entry
   */
  Recurrence(CalendarEntry entry) {
    this.entry = entry;
    try {
      rule = rule(entry);
    } catch (InvalidRecurrenceRuleException | RuntimeException e) {
      throw refused(String.valueOf(e.getMessage()), e);
    }
  }

  private static RecurrenceRule rule(CalendarEntry entry) throws InvalidRecurrenceRuleException {
    RecurrenceRule rule = new RecurrenceRule(entry.rule(), RecurrenceRule.RfcMode.RFC5545_STRICT);
    if (rule.getFreq() == Freq.SECONDLY
        || rule.getFreq() == Freq.MINUTELY
        || hasSeveral(rule.getByPart(Part.BYMINUTE))
        || hasSeveral(rule.getByPart(Part.BYSECOND))) {
      throw new IllegalArgumentException("recurs more often than hourly");
    }
    if (rule.getInterval() > MAX_INTERVAL) {
      throw new IllegalArgumentException("INTERVAL must be at most " + MAX_INTERVAL);
    }
    DateTime until = rule.getUntil();
    if (until != null) {
      rule.setUntil(dateTime(until(until, entry)));
    }
    if (!rule.iterator(dateTime(entry.start())).hasNext()) {
      throw new IllegalArgumentException("never occurs");
    }
    return rule;
  }

  private static boolean hasSeveral(@Nullable List<Integer> values) {
    return values != null && new HashSet<>(values).size() > 1;
  }

  /**
   * Follows the rule for 30 years.
   *
   * @throws IllegalArgumentException when it cannot be followed, or too many occurrences overlap
   */
  void check() {
    Duration length = Duration.between(entry.start(), entry.end());
    Deque<LocalDateTime> latest = new ArrayDeque<>();
    try {
      starts(
          entry.start(),
          entry.start().plusYears(CHECKED_YEARS),
          start -> {
            if (latest.size() == MAX_OVERLAPPING
                && latest.removeFirst().plus(length).isAfter(start)) {
              throw new IllegalArgumentException(
                  "more than %d of its occurrences overlap".formatted(MAX_OVERLAPPING));
            }
            latest.addLast(start);
          });
    } catch (RuntimeException e) { // the library's are of several kinds
      throw refused(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Finds begins in their order, at most one in an hour.
   *
   * @param from no earlier ones
   * @param to none from then on
   * @throws RuntimeException when the rule cannot be followed
   */
  void starts(LocalDateTime from, LocalDateTime to, Consumer<LocalDateTime> found) {
    RecurrenceRuleIterator starts = rule.iterator(dateTime(entry.start()));
    if (from.isAfter(entry.start())) {
      starts.fastForward(dateTime(from));
    }
    LocalDateTime before = null;
    while (starts.hasNext()) {
      LocalDateTime start = local(starts.nextDateTime());
      if (!start.isBefore(to)) {
        return;
      }
      if (before != null && start.isBefore(before.plusHours(1))) {
        throw new IllegalStateException("recurs more often than hourly at " + start);
      }
      found.accept(start);
      before = start;
    }
  }

  private IllegalArgumentException refused(String why, Exception cause) {
    return new IllegalArgumentException(
        "rule of calendar entry '%s' must be a recurrence rule of RFC 5545 such as FREQ=WEEKLY;BYDAY=SU, got: '%s': %s"
            .formatted(entry.name(), entry.rule(), why),
        cause);
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
