package io.wavecast.service.cli;

import io.wavecast.core.text.Numbers;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Instant;
import java.util.Locale;

/** A value of a series with what was expected of it, as a row of a table. */
record ValueRow(Deviation value) {
  /** The heads of the columns. */
  static final String HEAD = row("TIME", "VALUE", "EXPECTED", "SCORE");

  private static String row(String time, String value, String expected, String score) {
    return String.format(Locale.ROOT, "%-24s %12s  %-24s %6s", time, value, expected, score);
  }

  /** The row. */
  String text() {
    return row(
        Instant.ofEpochMilli(value.timestamp()).toString(),
        number(value.y(), lower(), upper()),
        range(lower(), upper()),
        Numbers.above(value.score(), 1));
  }

  /** The next value by a forecast. */
  static String next(Forecast f) {
    float lower = f.yhatLower()[0];
    float upper = f.yhatUpper()[0];
    return "next %s (%s)".formatted(number(f.yhat()[0], lower, upper), range(lower, upper));
  }

  /** Of the range that is usual at this time where the cause has one, else of the forecast's. */
  private double lower() {
    return value.cause().hasRange() ? value.cause().number("lower") : value.yhatLower();
  }

  private double upper() {
    return value.cause().hasRange() ? value.cause().number("upper") : value.yhatUpper();
  }

  private static String range(double lower, double upper) {
    return Double.isNaN(lower) || Double.isNaN(upper)
        ? "-"
        : number(lower, lower, upper) + " to " + number(upper, lower, upper);
  }

  /** As exact as a difference in the range that is expected. */
  private static String number(double number, double lower, double upper) {
    return Numbers.of(number, upper > lower ? upper - lower : Double.NaN);
  }
}
