package io.wavecast.core.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers in sentences for people: grouped, and only as exact as needed. */
public final class Numbers {
  private static final int DIGITS = 4;

  /** As many as a float has. */
  private static final int MOST_DIGITS = 7;

  private static final double LARGE = 1e12;
  private static final double SMALL = 1e-6;

  private Numbers() {}

  /**
   * A finite number, rounded to at most a hundredth of a difference that matters: 101,340 where
   * that is 15.
   *
   * @param scale that difference, above 0; NaN: four digits
   */
  public static String of(double x, double scale) {
    double size = Math.abs(x);
    if (size >= LARGE || (size > 0 && size < SMALL)) {
      return Double.toString(new BigDecimal(x).round(new MathContext(DIGITS)).doubleValue());
    }
    int first = size > 0 ? (int) Math.floor(StrictMath.log10(size)) : 0;
    int last = scale > 0 ? (int) Math.floor(StrictMath.log10(scale / 100)) : first - DIGITS + 1;
    return rounded(x, Math.max(last, first - MOST_DIGITS + 1));
  }

  /** A number above 0 with two digits; above a border with as many more as show that it is. */
  public static String above(double x, double border) {
    int last = x > 0 ? (int) Math.floor(StrictMath.log10(x)) - 1 : 0;
    while (x > border && decimal(x, last).doubleValue() <= border) {
      last--;
    }
    return rounded(x, last);
  }

  private static String rounded(double x, int last) {
    BigDecimal decimal = decimal(x, last).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, decimal.scale()) + "f", decimal);
  }

  private static BigDecimal decimal(double x, int last) {
    return new BigDecimal(x).setScale(-last, RoundingMode.HALF_UP);
  }
}
