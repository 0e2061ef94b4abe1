package io.wavecast.core.calendar;

import io.wavecast.core.text.Durations;
import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntry.Effect;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an entry from one line: its name, the pattern of its series, then its settings, e.g. {@code
 * patching db.* start=2026-01-13T22:00 duration=4h rule=FREQ=MONTHLY;BYDAY=2TU zone=Europe/Berlin
 * effect=both}. Where start is a day, it begins at midnight and lasts for the day unless it says
 * otherwise.
 */
public final class CalendarText {
  private static final List<String> NAMES =
      List.of("start", "end", "duration", "rule", "zone", "effect");

  /** What a comma may separate within a rule: days and numbers, never the name of an entry. */
  private static final Pattern IN_RULE =
      Pattern.compile("[+-]?\\d{1,3}([A-Z]{2})?(;\\S*)?|[A-Z]{2}(;\\S*)?");

  private static final Pattern ENDS_IN_RULE = Pattern.compile("(.*\\s)?rule=\\S*", Pattern.DOTALL);

  private final String name;
  private final Map<String, String> given = new LinkedHashMap<>();

  private CalendarText(String name) {
    this.name = name;
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
    return SeriesPattern.joined(lines).stream().map(line -> read(line, zone)).toList();
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
    CalendarText entry = new CalendarText(parts[0]);
    for (int i = 2; i < parts.length; i++) {
      entry.add(parts[i], text);
    }
    return entry.of(parts[1], zone);
  }

  /** Writes an entry as {@link #read} reads it. */
  public static String write(CalendarEntry entry) {
    return "%s %s start=%s end=%s%s zone=%s effect=%s"
        .formatted(
            entry.name(),
            entry.series(),
            entry.start(),
            entry.end(),
            entry.rule().isEmpty() ? "" : " rule=" + entry.rule(),
            entry.zone().getId(),
            spell(entry.effect()));
  }

  private void add(String part, String text) {
    String[] setting = part.split("=", 2);
    if (setting.length < 2) {
      throw wrong("settings", "NAME=VALUE", part);
    }
    if (!NAMES.contains(setting[0])) {
      throw wrong("settings", "among " + String.join(", ", NAMES), setting[0]);
    }
    if (given.put(setting[0], setting[1]) != null) {
      throw wrong(setting[0], "set once", text);
    }
  }

  private CalendarEntry of(String series, ZoneId zone) {
    String start = given.get("start");
    if (start == null) {
      throw wrong("start", "given, e.g. start=2026-12-24T18:00", "nothing");
    }
    LocalDateTime from = time("start");
    return new CalendarEntry(
        name,
        series,
        from,
        end(from, start.contains("T")),
        given.getOrDefault("rule", ""),
        value("zone", "a time zone such as Europe/Berlin or UTC", zone, ZoneId::of),
        value("effect", "mute, do-not-learn, both or normal", Effect.BOTH, CalendarText::effect));
  }

  private LocalDateTime end(LocalDateTime start, boolean isTime) {
    String end = given.get("end");
    if (end != null && given.containsKey("duration")) {
      throw wrong("end", "absent where there is a duration", end);
    }
    if (end != null) {
      return time("end");
    }
    if (given.containsKey("duration") || !isTime) {
      return value(
          "duration",
          "a duration such as 30m, 2h or 3d",
          start.plusDays(1),
          text -> start.plus(Durations.parse(text)));
    }
    throw wrong("end", "given, or a duration", "neither");
  }

  private LocalDateTime time(String setting) {
    return value(
        setting,
        "a local time or day such as 2026-12-24T18:00 or 2026-12-24",
        LocalDateTime.MIN,
        t -> t.contains("T") ? LocalDateTime.parse(t) : LocalDate.parse(t).atStartOfDay());
  }

  private <T> T value(String setting, String allowed, T usual, Function<String, T> parser) {
    String value = given.get(setting);
    try {
      return value == null ? usual : parser.apply(value);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw wrong(setting, allowed, value);
    }
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

  private IllegalArgumentException wrong(String what, String allowed, @Nullable String got) {
    return new IllegalArgumentException(
        "%s of calendar entry '%s' must be %s, got: '%s'".formatted(what, name, allowed, got));
  }
}
