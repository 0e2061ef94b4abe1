package io.wavecast.core.ingest;

import io.wavecast.core.text.CsvRows;

/** The sign before the decimals of a number that is text. */
public enum DecimalSign {
  POINT('.', "a number"),
  COMMA(',', "a number with a decimal comma");

  private final char sign;
  private final String wanted;

  DecimalSign(char sign, String wanted) {
    this.sign = sign;
    this.wanted = wanted;
  }

  /**
   * Reads a sign.
   *
   * @throws IllegalArgumentException when the text is neither a point nor a comma
   */
  public static DecimalSign of(String text) {
    for (DecimalSign each : values()) {
      if (text.equals(String.valueOf(each.sign))) {
        return each;
      }
    }
    throw new IllegalArgumentException("must be '.' or ',', got: '" + text + "'");
  }

  public char sign() {
    return sign;
  }

  /** What a text must be, to follow "must be". */
  String wanted() {
    return wanted;
  }

  /**
   * Reads a number. A separator of thousands is never one: {@code 1.234} is no number with a
   * decimal comma.
   *
   * @return maybe infinite or NaN
   * @throws NumberFormatException when the text is no number
   */
  double number(String text) {
    if (this == POINT) {
      return CsvRows.number(text);
    }
    if (text.indexOf('.') >= 0) {
      throw new NumberFormatException(text);
    }
    return CsvRows.number(text.replace(sign, '.'));
  }
}
