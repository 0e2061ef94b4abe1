package io.wavecast.core.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes durations in settings, alert rules and options. */
public final class Durations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

  /** Milliseconds of the longest fit into a long, also where some are added. */
  private static final long MOST_DAYS = 1_000_000_000;

  private static final Duration LONGEST = Duration.ofDays(MOST_DAYS);
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", DAY), new Unit("h", HOUR), new Unit("min", MINUTE), new Unit("s", 1000));

  private Durations() {}

  /**
   * Reads a number and its unit, e.g. {@code 200ms}, {@code 5s}, {@code 2m}, {@code 1h} or {@code
   * 7d}, or ISO 8601, e.g. {@code PT5S}.
   *
   * @throws IllegalArgumentException when the text is neither, or longer than 10^9 days; the
   *     message quotes it
   */
  public static Duration parse(String text) {
    Duration duration = read(text);
    if (duration.compareTo(LONGEST) > 0 || duration.compareTo(LONGEST.negated()) < 0) {
      throw new IllegalArgumentException("must be at most " + MOST_DAYS + "d, got: '" + text + "'");
    }
    return duration;
  }

  private static Duration read(String text) {
    Matcher m = SHORT.matcher(text);
    if (m.matches()) {
      long n = Long.parseLong(m.group(1));
      return switch (m.group(2)) {
        case "ms" -> Duration.ofMillis(n);
        case "s" -> Duration.ofSeconds(n);
        case "m" -> Duration.ofMinutes(n);
        case "h" -> Duration.ofHours(n);
        default -> Duration.ofDays(n);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be a duration such as 200ms, 5s, 2m, 1h or 7d, got: '" + text + "'", e);
    }
  }

  /**
   * Writes a duration as {@link #parse} reads it, in the largest unit that divides it: {@code 90s},
   * {@code 2h}. Fractions of a millisecond are dropped.
   */
  public static String format(Duration duration) {
    long ms = duration.toMillis();
    if (ms == 0 || ms % 1000 != 0) {
      return ms == 0 ? "0s" : ms + "ms";
    }
    if (ms % DAY == 0) {
      return ms / DAY + "d";
    }
    if (ms % HOUR == 0) {
      return ms / HOUR + "h";
    }
    return ms % MINUTE == 0 ? ms / MINUTE + "m" : ms / 1000 + "s";
  }

  /**
   * Writes a duration for people, in its two largest units: {@code 8 d}, {@code 5 h 40 min}, {@code
   * 90 ms}. What is left is rounded.
   *
   * @param duration at least 0
   */
  public static String words(Duration duration) {
    long ms = duration.toMillis();
    if (ms < 1000) {
      return ms + " ms";
    }
    for (int i = 0; i < UNITS.size(); i++) {
      Unit unit = UNITS.get(i);
      Unit next = UNITS.get(Math.min(i + 1, UNITS.size() - 1));
      long rounded = Math.round((double) ms / next.ms) * next.ms;
      if (rounded >= unit.ms) {
        long rest = rounded % unit.ms / next.ms;
        return rounded / unit.ms
            + " "
            + unit.name
            + (rest == 0 ? "" : " " + rest + " " + next.name);
      }
    }
    throw new IllegalStateException("at least a second: " + duration);
  }

  /** A duration in its largest unit of which there are at least two, e.g. {@code 14 days}. */
  public static String about(Duration duration) {
    if (duration.toDays() >= 2) {
      return duration.toDays() + " days";
    }
    if (duration.toHours() >= 2) {
      return duration.toHours() + " hours";
    }
    return duration.toMinutes() >= 2
        ? duration.toMinutes() + " minutes"
        : duration.toSeconds() + " seconds";
  }

  private record Unit(String name, long ms) {}
}
