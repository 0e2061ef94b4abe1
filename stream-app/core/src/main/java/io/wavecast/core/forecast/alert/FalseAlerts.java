package io.wavecast.core.forecast.alert;

import io.wavecast.core.text.Durations;
import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a healthy series may alert falsely. It is a rate in time: series differ in how many
 * values they have a day.
 *
 * @param count number of false alerts, above 0
 * @param per time in which a series may have them, at least 1 minute for each
 */
public record FalseAlerts(double count, Duration per) implements Serializable {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) per (\\d{1,9}(?:ms|s|m|h|d))");

  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofDays(36_500);

  public static final FalseAlerts DEFAULT = parse("1 per 30d");

  public FalseAlerts {
    if (!(count > 0
        && per.toMillis() >= count * LEAST.toMillis()
        && per.toMillis() <= count * MOST.toMillis())) {
      throw new IllegalArgumentException(
          "false alerts of a series must be at most 1 per 1m and at least 1 per 36500d, got: "
              + text(count, per));
    }
  }

  /**
   * Reads e.g. {@code 1 per 14d}.
   *
   * @throws IllegalArgumentException when the text is no such rate
   */
  public static FalseAlerts parse(String text) {
    Matcher m = TEXT.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "false alerts must be a number for a series and a time, such as 1 per 14d, got: '"
              + text
              + "'");
    }
    return new FalseAlerts(Double.parseDouble(m.group(1)), Durations.parse(m.group(2)));
  }

  /**
   * The share of values that may begin a false alert.
   *
   * @param stepMs time between two values, ms, at least 0
   */
  public double perValue(double stepMs) {
    return count * stepMs / per.toMillis();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return text(count, per);
  }

  private static String text(double count, Duration per) {
    return (count == Math.rint(count) ? Long.toString((long) count) : Double.toString(count))
        + " per "
        + Durations.format(per);
  }
}
