package io.wavecast.schemas.forecast;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.Unicode;

/**
 * One value of one series.
 *
 * @param series the series key: 1..{@value #MAX_SERIES_LENGTH} characters that UTF-8 can tell
 * @param timestamp when it was observed, ms since the epoch, in 0..{@value #MAX_TIMESTAMP}
 * @param value the value, finite, of a magnitude that a float holds
 */
public record Observation(String series, long timestamp, double value) {
  /** The last millisecond of the year 9999. */
  public static final long MAX_TIMESTAMP = 253_402_300_799_999L;

  /** The largest magnitude of a value: models compute in single precision. */
  public static final double MAX_MAGNITUDE = Float.MAX_VALUE;

  /** The longest series key, in characters. */
  public static final int MAX_SERIES_LENGTH = 1024;

  /**
   * @throws BadRecordException when a component is outside its range
   */
  public Observation {
    if (series.isEmpty() || series.length() > MAX_SERIES_LENGTH) {
      throw new BadRecordException(
          BadRecordException.Reason.BAD_SERIES,
          "series key must have 1.." + MAX_SERIES_LENGTH + " characters, got: " + series.length());
    }
    if (!Unicode.isText(series)) {
      throw new BadRecordException(
          BadRecordException.Reason.BAD_SERIES,
          "series key must be Unicode text, got half a surrogate pair");
    }
    if (timestamp < 0 || timestamp > MAX_TIMESTAMP) {
      throw new BadRecordException(
          BadRecordException.Reason.BAD_TIMESTAMP,
          "timestamp must be in 0.." + MAX_TIMESTAMP + " ms, got: " + timestamp);
    }
    if (!Double.isFinite(value)) {
      throw new BadRecordException(
          BadRecordException.Reason.NOT_FINITE, "value must be finite, got: " + value);
    }
    if (Math.abs(value) > MAX_MAGNITUDE) {
      throw new BadRecordException(
          BadRecordException.Reason.OUT_OF_RANGE,
          "magnitude of value must be at most " + MAX_MAGNITUDE + ", got: " + value);
    }
  }
}
