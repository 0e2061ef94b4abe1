package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.wavecast.core.text.Timestamps;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.json.Json;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a point holds its time. A number may be written as text. Fractions of a millisecond
 * are dropped. Immutable and thread-safe.
 */
public final class TimeField implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Whole ms since the epoch, or ISO 8601. */
  public static final String AUTO = "auto";

  /** ISO 8601 only. */
  public static final String ISO = "iso";

  /** By how many decimal places a unit's numbers are shifted to ms. */
  private static final Map<String, Integer> UNITS = Map.of("s", 3, "ms", 0, "us", -3, "ns", -6);

  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,2})?");

  /** Most digits before or zeros after the decimal point, or writing a number out takes hours. */
  private static final int MAX_MAGNITUDE = 100;

  private static final ZonedDateTime SAMPLE =
      LocalDate.EPOCH.atTime(22, 26, 40).atZone(ZoneId.of("UTC"));

  /** What a text may leave of a time that is in brackets in the pattern. */
  private static final List<ChronoField> PARTS =
      List.of(
          ChronoField.AMPM_OF_DAY,
          ChronoField.HOUR_OF_AMPM,
          ChronoField.MINUTE_OF_HOUR,
          ChronoField.SECOND_OF_MINUTE,
          ChronoField.NANO_OF_SECOND);

  private final FieldPath path;
  private final String format;
  private final ZoneId zone;
  private final transient @Nullable DateTimeFormatter formatter;

  /**
   * @param path of the field
   * @param format {@link #AUTO}, {@link #ISO}, {@code s}, {@code ms}, {@code us} or {@code ns}
   *     since the epoch, or a pattern of {@link DateTimeFormatter} with English names, e.g. {@code
   *     dd/MMM/yyyy:HH:mm:ss Z}
   * @param zone of a text without a zone or an offset
   * @throws IllegalArgumentException when the format is none of these
   */
  public TimeField(FieldPath path, String format, ZoneId zone) {
    this.path = path;
    this.format = format;
    this.zone = zone;
    boolean known = format.equals(AUTO) || format.equals(ISO) || UNITS.containsKey(format);
    this.formatter = known ? null : formatter(format);
  }

  FieldPath path() {
    return path;
  }

  /** Whether times of a format are numbers since the epoch, which have no zone. */
  public static boolean isNumber(String format) {
    return UNITS.containsKey(format);
  }

  private static DateTimeFormatter formatter(String pattern) {
    DateTimeFormatter formatter;
    TemporalAccessor sample;
    try {
      formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
      sample = formatter.parse(SAMPLE.format(formatter));
      LocalDate.from(sample);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "timestamp-format must be auto, iso, s, ms, us, ns or a pattern with date and time such as"
              + " yyyy-MM-dd HH:mm:ss, got: '"
              + pattern
              + "'",
          e);
    }
    if (!saysTime(sample)) {
      throw new IllegalArgumentException(
          "timestamp-format must give the whole time of the day, or no part of it: HH is the hour,"
              + " or hh with a for AM or PM, mm the minute, ss the second, SSS the milliseconds,"
              + " got: '"
              + pattern
              + "'");
    }
    return formatter;
  }

  /**
   * Whether a sample has the whole time of the day, or no part of it. Java takes the middle of a
   * half day where its hour is absent.
   */
  private static boolean saysTime(TemporalAccessor sample) {
    LocalTime time = sample.query(TemporalQueries.localTime());
    return time == null
        ? PARTS.stream().noneMatch(sample::isSupported)
        : time.getHour() == SAMPLE.getHour();
  }

  /**
   * The time of a point.
   *
   * @return ms since the epoch, maybe outside the range of observations
   * @throws BadRecordException when it is absent or not of the format
   */
  long read(Scope point) {
    JsonNode field = point.find(path);
    if (field == null) {
      throw Json.missing(path.text());
    }
    if (!field.isNumber() && !field.isTextual()) {
      throw Json.wrongType(path.text(), "a time", field.asToken());
    }
    Integer places = UNITS.get(format);
    if (places != null && places == 0 && field.isIntegralNumber() && field.canConvertToLong()) {
      return field.longValue();
    }
    try {
      String text = field.asText().strip();
      if (formatter != null) {
        return byPattern(Timestamps.parse(text, formatter));
      }
      boolean isNumber = NUMBER.matcher(text).matches();
      if (places == null && (!isNumber || format.equals(ISO))) {
        return Timestamps.parse(isNumber ? "a number" : text, zone);
      }
      return shifted(new BigDecimal(text), Objects.requireNonNullElse(places, 0));
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new BadRecordException(
          Reason.BAD_TIMESTAMP, "field '" + path + "' must be a time: " + form(), e);
    }
  }

  private static long shifted(BigDecimal number, int places) {
    if (Math.abs((long) number.precision() - number.scale()) > MAX_MAGNITUDE) {
      throw new ArithmeticException("too large or too small");
    }
    return number.scaleByPowerOfTen(places).setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private long byPattern(TemporalAccessor parsed) {
    LocalTime time = parsed.query(TemporalQueries.localTime());
    if (time == null && PARTS.stream().anyMatch(parsed::isSupported)) {
      throw new DateTimeException("not the whole time of the day");
    }
    ZoneId own = parsed.query(TemporalQueries.zone());
    return LocalDate.from(parsed)
        .atTime(Objects.requireNonNullElse(time, LocalTime.MIDNIGHT))
        .atZone(Objects.requireNonNullElse(own, zone))
        .toInstant()
        .toEpochMilli();
  }

  private String form() {
    return switch (format) {
      case AUTO -> "ms since the epoch or ISO 8601";
      case ISO -> "ISO 8601";
      default -> UNITS.containsKey(format) ? format + " since the epoch" : format;
    };
  }

  private Object readResolve() {
    return new TimeField(path, format, zone);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeField that
        && path.equals(that.path)
        && format.equals(that.format)
        && zone.equals(that.zone);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, format, zone);
  }

  @Override
  public String toString() {
    return path + " (" + form() + ")";
  }
}
