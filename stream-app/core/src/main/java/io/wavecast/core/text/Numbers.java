package io.wavecast.core.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/** Numbers in sentences for people. */
public final class Numbers {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Numbers() {}

  /** A finite number with up to four digits. */
  public static String of(double x) {
    return Float.toString(new BigDecimal(x).round(FOUR_DIGITS).floatValue());
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
}
