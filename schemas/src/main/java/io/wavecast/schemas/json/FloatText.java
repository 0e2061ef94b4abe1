package io.wavecast.schemas.json;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Floats as the decimal text that JSON takes: few digits, and the same float when read back.
 *
 * <p>Nine digits identify any float, seven are mostly enough (Steele and White 1990). So a value is
 * rounded to seven, then eight, then nine digits, in double arithmetic that is exact enough to
 * decide whether the text reads back as the same float. Values that would be written with an
 * exponent are left to Jackson.
 */
public final class FloatText {
  /** Most bytes that a float takes: sign, nine digits, point, exponent. */
  public static final int MAX = 16;

  /** All decimals that the float needs. */
  public static final int ALL = -1;

  private static final float LEAST = 1e-3f;
  private static final float GREATEST = 1e7f;
  private static final int DIGITS = 7;
  private static final int MAX_DIGITS = 9;

  /** What part of an interval's width still counts. */
  private static final double PARTS = 1e-4;

  /** Powers of ten, all exact as doubles. */
  private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11};

  /** The 29 bits that a float lacks of a double, and their value in the middle of two floats. */
  private static final long LOW_BITS = (1L << 29) - 1;

  private static final long MIDDLE = 1L << 28;

  /** The two digits of each number below 100. */
  private static final byte[] PAIRS = new byte[200];

  static {
    for (int i = 0; i < PAIRS.length; i++) {
      PAIRS[i] = (byte) ('0' + (i % 2 == 0 ? i / 20 : i / 2 % 10));
    }
  }

  private FloatText() {}

  /**
   * Writes a float.
   *
   * @param value finite
   * @param out takes at most {@value #MAX} bytes
   * @param at where the first goes
   * @return where the next byte goes
   */
  public static int write(float value, byte[] out, int at) {
    float positive = Math.abs(value);
    if (positive >= LEAST && positive < GREATEST) {
      int integerDigits = integerDigits(positive);
      for (int decimals = DIGITS - integerDigits;
          decimals <= MAX_DIGITS - integerDigits;
          decimals++) {
        int digits = (int) (positive * TENS[decimals] + 0.5);
        if (readsBack(digits / TENS[decimals], positive)) {
          return decimal(value < 0, digits, decimals, out, at);
        }
      }
    }
    return ascii(NumberOutput.toString(value, true), out, at);
  }

  /**
   * Writes a float rounded to some decimals; in full where seven digits would not hold it so.
   *
   * @param value finite
   * @param decimals 0..10, or {@link #ALL}
   * @param out takes at most {@value #MAX} bytes
   * @param at where the first goes
   * @return where the next byte goes
   */
  public static int write(float value, int decimals, byte[] out, int at) {
    if (decimals != ALL) {
      double scaled = Math.abs((double) value) * TENS[decimals];
      if (scaled < TENS[DIGITS]) {
        int digits = (int) (scaled + 0.5);
        return decimal(value < 0 && digits > 0, digits, decimals, out, at);
      }
    }
    return write(value, out, at);
  }

  /**
   * How many decimals are worth writing of numbers within an interval: those of a ten-thousandth of
   * its width. {@link #ALL} where that is nothing, unknown, or below the eleventh decimal.
   *
   * @param width of the interval, in the unit of the numbers; may be NaN
   */
  public static int decimals(double width) {
    double parts = width * PARTS;
    for (int decimals = 0; decimals < TENS.length - 1; decimals++) {
      if (parts * TENS[decimals] >= 1) {
        return decimals;
      }
    }
    return ALL;
  }

  /**
   * Whether a text is read as this float. The quotient is the double next to what the text says; it
   * lies on the same side of the middle between two floats, unless it is that middle.
   */
  private static boolean readsBack(double quotient, float value) {
    return (float) quotient == value && (Double.doubleToRawLongBits(quotient) & LOW_BITS) != MIDDLE;
  }

  /** Digits before the point; none or fewer where zeros follow it. */
  private static int integerDigits(float value) {
    if (value < 1) {
      return value >= 1e-1f ? 0 : value >= 1e-2f ? -1 : -2;
    }
    int n = 1;
    while (value >= TENS[n]) {
      n++;
    }
    return n;
  }

  /** Writes {@code digits / 10^decimals}, without needless zeros, one decimal at least. */
  private static int decimal(boolean negative, int digits, int decimals, byte[] out, int at) {
    int rest = digits;
    int n = decimals;
    while (n > 1 && rest % 10 == 0) {
      rest /= 10;
      n--;
    }
    int i = at;
    if (negative) {
      out[i++] = '-';
    }
    if (n == 0) {
      i = integer(rest, out, i);
      out[i++] = '.';
      out[i++] = '0';
      return i;
    }
    long one = (long) TENS[n];
    i = integer((int) (rest / one), out, i);
    out[i++] = '.';
    return padded((int) (rest % one), n, out, i);
  }

  private static int integer(int value, byte[] out, int at) {
    int n = 1;
    while (value >= TENS[n]) {
      n++;
    }
    return padded(value, n, out, at);
  }

  /** Writes n digits, with zeros before a value that has fewer. */
  private static int padded(int value, int n, byte[] out, int at) {
    int rest = value;
    int i = at + n;
    while (i > at + 1) {
      int hundredth = rest / 100;
      int pair = 2 * (rest - 100 * hundredth);
      out[--i] = PAIRS[pair + 1];
      out[--i] = PAIRS[pair];
      rest = hundredth;
    }
    if (i > at) {
      out[at] = (byte) ('0' + rest % 10);
    }
    return at + n;
  }

  private static int ascii(String text, byte[] out, int at) {
    for (int i = 0; i < text.length(); i++) {
      out[at + i] = (byte) text.charAt(i);
    }
    return at + text.length();
  }
}
