package io.wavecast.core.calendar;

import io.wavecast.core.text.Durations;
import io.wavecast.core.text.NamedSettings;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntry.Effect;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads an entry from its settings by key, or from one line: its name, the pattern of its series,
 * then its settings, e.g. {@code patching db.* start=2026-01-13T22:00 duration=4h
 * rule=FREQ=MONTHLY;BYDAY=2TU zone=Europe/Berlin effect=both}. Where start is a day, it begins at
 * midnight and lasts for the day unless it says otherwise. A start or an end that clocks skip is
 * refused, unless the entry recurs.
 */
public final class CalendarText {
  /** The keys that an entry may have. */
  public static final List<String> KEYS =
      List.of("name", "series", "start", "end", "duration", "rule", "zone", "effect");

  private final NamedSettings given;

  private CalendarText(NamedSettings given) {
    this.given = given;
  }

  /**
   * Reads an entry from one line; its rule is not checked.
   *
   * @param zone if it names none
   * @throws IllegalArgumentException when a part of the line is wrong; the message names it
   */
  public static CalendarEntry read(String line, ZoneId zone) {
    return read(NamedSettings.split(line), zone);
  }

  /**
   * Reads an entry; its rule is not checked.
   *
   * @param settings texts by key
   * @param zone if it names none
   * @throws IllegalArgumentException when one is wrong; the message names it
   */
  public static CalendarEntry read(Map<String, String> settings, ZoneId zone) {
    NamedSettings given =
        NamedSettings.of("calendar entry", KEYS, List.of("name", "series", "start"), settings);
    return new CalendarText(given).of(given.needed("series"), zone);
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
    String start = given.needed("start");
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
        given.needed("name"),
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
        CalendarText::parse);
  }

  private static LocalDateTime parse(String text) {
    LocalDateTime time =
        text.contains("T") ? LocalDateTime.parse(text) : LocalDate.parse(text).atStartOfDay();
    if (text.startsWith("+") || text.startsWith("-")) {
      throw new IllegalArgumentException("year must have 4 digits, got: " + text);
    }
    return time;
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
