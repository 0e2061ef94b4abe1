package io.wavecast.core.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;

/** Reads timestamps in files. */
public final class Timestamps {
  /** What {@link #parse} reads, for error messages. */
  public static final String FORM = "ISO 8601 or a number since the epoch";

  /** Smaller numbers are seconds since the epoch, others ms. As ms, this is March 1973. */
  private static final BigDecimal SECONDS_BELOW = BigDecimal.valueOf(100_000_000_000L);

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,2})?");

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']HH:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
          .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
          .toFormatter();

  private Timestamps() {}

  /**
   * Reads ISO 8601 (a date, or date and time separated by T or a blank; UTC without an offset) or a
   * number since the epoch: seconds below 100,000,000,000, else ms.
   *
   * @return ms since the epoch
   * @throws DateTimeException when the text is neither
   */
  public static long parse(String text) {
    return parse(text, ZoneOffset.UTC);
  }

  /**
   * Reads the same, with texts without an offset by the clocks of a zone.
   *
   * @return ms since the epoch
   * @throws DateTimeException when the text is neither
   */
  public static long parse(String text, ZoneId zone) {
    if (NUMBER.matcher(text).matches()) {
      BigDecimal number = new BigDecimal(text);
      boolean seconds = number.abs().compareTo(SECONDS_BELOW) < 0;
      BigDecimal ms = seconds ? number.movePointRight(3) : number;
      try {
        return ms.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
      } catch (ArithmeticException e) {
        throw new DateTimeException("too large", e);
      }
    }
    TemporalAccessor parsed = parse(text, ISO);
    ZoneId own =
        parsed.isSupported(ChronoField.OFFSET_SECONDS)
            ? ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS))
            : zone;
    try {
      return LocalDateTime.from(parsed).atZone(own).toInstant().toEpochMilli();
    } catch (ArithmeticException e) {
      throw new DateTimeException("too large", e);
    }
  }

  /**
   * Reads a text by a pattern. Java takes the 30th of February for the last day of the month; here
   * it is no time. {@code 24:00} is the end of a day, whose date is then that of the next.
   *
   * @return what has a date
   * @throws DateTimeException when the text is not as the pattern, or there is no such day
   */
  public static TemporalAccessor parse(String text, DateTimeFormatter pattern) {
    TemporalAccessor parsed = pattern.parse(text);
    LocalDate day = LocalDate.from(parsed);
    if (day.getDayOfMonth() == 1 || day.getDayOfMonth() == day.lengthOfMonth()) {
      TemporalAccessor written = pattern.parseUnresolved(text, new ParsePosition(0));
      if (written.isSupported(ChronoField.DAY_OF_MONTH)) {
        long number = written.getLong(ChronoField.DAY_OF_MONTH);
        if (number != day.getDayOfMonth() && number != day.minusDays(1).getDayOfMonth()) {
          throw new DateTimeException("no such day");
        }
      }
    }
    return parsed;
  }
}
