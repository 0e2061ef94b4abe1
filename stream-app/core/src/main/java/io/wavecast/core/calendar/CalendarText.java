package io.wavecast.core.calendar;

import io.wavecast.core.text.Durations;
import io.wavecast.core.text.NamedSettings;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntry.Effect;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads an entry from one line: its name, the pattern of its series, then its settings, e.g. {@code
 * patching db.* start=2026-01-13T22:00 duration=4h rule=FREQ=MONTHLY;BYDAY=2TU zone=Europe/Berlin
 * effect=both}. Where start is a day, it begins at midnight and lasts for the day unless it says
 * otherwise. A start or an end that clocks skip is refused, unless the entry recurs.
 */
public final class CalendarText {
  private static final List<String> NAMES =
      List.of("start", "end", "duration", "rule", "zone", "effect");

  /** What a comma may separate within a rule: days and numbers, never the name of an entry. */
  private static final Pattern IN_RULE =
      Pattern.compile("[+-]?\\d{1,3}([A-Z]{2})?(;\\S*)?|[A-Z]{2}(;\\S*)?");

  private static final Pattern ENDS_IN_RULE = Pattern.compile("(.*\\s)?rule=\\S*", Pattern.DOTALL);

  private final String name;
  private final NamedSettings given;

  private CalendarText(String name, List<String> settings) {
    this.name = name;
    given = NamedSettings.read("calendar entry '" + name + "'", NAMES, settings);
  }

  /**
   * Reads entries from a list that was separated at every comma, also at those in rules and between
   * labels.
   *
   * @param parts of the list
   * @param zone of entries that name none
   * @throws IllegalArgumentException when a part is wrong; the message names it
   */
  public static List<CalendarEntry> readAll(List<String> parts, ZoneId zone) {
    return joined(parts).stream().map(line -> read(line, zone)).toList();
  }

  /** Puts together what commas in rules and between labels have separated in a list of entries. */
  public static List<String> joined(List<String> parts) {
    List<String> lines = new ArrayList<>();
    for (String part : parts) {
      String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
      if (ENDS_IN_RULE.matcher(last).matches()
          && IN_RULE.matcher(part.split("\\s", 2)[0]).matches()) {
        lines.set(lines.size() - 1, last + "," + part);
      } else {
        lines.add(part);
      }
    }
    return SeriesPattern.joined(lines);
  }

  /**
   * Reads an entry; its rule is not checked.
   *
   * @param zone if it names none
   * @throws IllegalArgumentException when a part of the line is wrong; the message names it
   */
  public static CalendarEntry read(String text, ZoneId zone) {
    String[] parts = text.strip().split("\\s+", -1);
    if (parts.length < 3) {
      throw new IllegalArgumentException(
          "a calendar entry must have a name, a pattern and a start, got: '" + text + "'");
    }
    List<String> settings = List.of(parts).subList(2, parts.length);
    return new CalendarText(parts[0], settings).of(parts[1], zone);
  }

  /**
   * Writes an entry as {@link #read} reads it. An end that clocks skip, which comes from a
   * duration, is written as what they show then.
   */
  public static String write(CalendarEntry entry) {
    return "%s %s start=%s end=%s%s zone=%s effect=%s"
        .formatted(
            entry.name(),
            entry.series(),
            entry.start(),
            end(entry),
            entry.rule().isEmpty() ? "" : " rule=" + entry.rule(),
            entry.zone().getId(),
            spell(entry.effect()));
  }

  private static LocalDateTime end(CalendarEntry entry) {
    return entry.rule().isEmpty()
        ? entry.end().atZone(entry.zone()).toLocalDateTime()
        : entry.end();
  }

  private CalendarEntry of(String series, ZoneId zone) {
    String start = given.text("start");
    if (start == null) {
      throw given.wrong("start", "given, e.g. start=2026-12-24T18:00", "nothing");
    }
    LocalDateTime from = time("start");
    CalendarEntry entry = entry(series, from, end(from, start.contains("T")), zone);
    if (entry.rule().isEmpty()) {
      requireShown("start", entry.start(), entry.zone());
      if (given.has("end")) {
        requireShown("end", entry.end(), entry.zone());
      }
    }
    return entry;
  }

  /**
   * Refuses a time that clocks skip, apart from that at which they do: it is what they show next.
   */
  private void requireShown(String setting, LocalDateTime time, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(time);
    if (change != null && change.isGap() && time.isAfter(change.getDateTimeBefore())) {
      String skipped =
          "a time that clocks in %s show, they skip from %s to %s"
              .formatted(zone, change.getDateTimeBefore(), change.getDateTimeAfter());
      throw given.wrong(setting, skipped, given.text(setting));
    }
  }

  private CalendarEntry entry(String series, LocalDateTime from, LocalDateTime to, ZoneId zone) {
    return new CalendarEntry(
        name,
        series,
        from,
        to,
        given.value("rule", "", "a recurrence rule", rule -> rule),
        given.value("zone", zone, "a time zone such as Europe/Berlin or UTC", ZoneId::of),
        given.value(
            "effect",
            Effect.BOTH,
            "mute, do-not-learn, both, normal, or like-monday to like-sunday",
            CalendarText::effect));
  }

  private LocalDateTime end(LocalDateTime start, boolean isTime) {
    String end = given.text("end");
    if (end != null && given.has("duration")) {
      throw given.wrong("end", "absent where there is a duration", end);
    }
    if (end != null) {
      return time("end");
    }
    if (given.has("duration") || !isTime) {
      return given.value(
          "duration",
          start.plusDays(1),
          "a duration such as 30m, 2h or 3d",
          text -> start.plus(Durations.parse(text)));
    }
    throw given.wrong("end", "given, or a duration", "neither");
  }

  private LocalDateTime time(String setting) {
    return given.value(
        setting,
        LocalDateTime.MIN,
        "a local time or day such as 2026-12-24T18:00 or 2026-12-24",
        t -> t.contains("T") ? LocalDateTime.parse(t) : LocalDate.parse(t).atStartOfDay());
  }

  private static Effect effect(String text) {
    for (Effect effect : Effect.values()) {
      if (spell(effect).equals(text)) {
        return effect;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static String spell(Effect effect) {
    return effect.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
