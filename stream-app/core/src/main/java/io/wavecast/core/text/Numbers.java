package io.wavecast.core.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Numbers in sentences for people. */
public final class Numbers {
  private static final int DIGITS = 4;

  /** As many as a float has. */
  private static final int MOST_DIGITS = 7;

  /** As many as tell any two floats apart. */
  private static final int DISTINCT_DIGITS = 9;

  /** From it on, digits are written in groups of three: a float would have an exponent. */
  private static final double GROUPED = 1e7;

  private static final String GROUP = ",";

  /** Below it, all digits before the point are written. */
  private static final double LARGE = 1e12;

  private Numbers() {}

  /** A finite number with up to four digits. */
  public static String of(double x) {
    return rounded(x, DIGITS);
  }

  /**
   * A finite number with four digits, or so many more that numbers which differ by a scale differ
   * in sentences: 101340 beside 101310.
   *
   * @param scale a difference that matters, of any sign; 0: all digits of a float, NaN: four digits
   */
  public static String of(double x, double scale) {
    double places = StrictMath.ceil(StrictMath.log10(Math.abs(x / scale))) + 1;
    return rounded(x, (int) Math.max(DIGITS, Math.min(MOST_DIGITS, places)));
  }

  /**
   * A number with four digits; one above a border with as many more as make what is written greater
   * than the border.
   */
  public static String above(double x, double border) {
    if (!(x > border)) {
      return of(x);
    }
    for (int digits = DIGITS; digits <= DISTINCT_DIGITS; digits++) {
      String text = rounded(x, digits);
      if (Double.parseDouble(text.replace(GROUP, "")) > border) {
        return text;
      }
    }
    return new BigDecimal(x).stripTrailingZeros().toPlainString();
  }

  private static String rounded(double x, int digits) {
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(digits));
    double size = Math.abs(rounded.doubleValue());
    if (size >= GROUPED && size < LARGE) {
      return String.format(Locale.ROOT, "%,.0f", rounded);
    }
    boolean isUsedUp = digits > 0 && rounded.precision() - rounded.scale() >= digits;
    return isUsedUp && size < GROUPED
        ? rounded.toPlainString()
        : Float.toString(rounded.floatValue());
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
