package io.wavecast.schemas.forecast;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.EventTime;
import io.wavecast.schemas.RecordKey;

/**
 * One value of one series.
 *
 * @param series the series key: Unicode text of 1..{@value RecordKey#MAX_LENGTH} characters
 * @param timestamp when it was observed, ms since the epoch, in 0..{@value EventTime#MAX}
 * @param value the value, finite, of a magnitude that a float holds
 */
public record Observation(String series, long timestamp, double value) {
  /** The largest magnitude of a value: models compute in single precision. */
  public static final double MAX_MAGNITUDE = Float.MAX_VALUE;

  /**
   * @throws BadRecordException when a component is outside its range
   */
  public Observation {
    RecordKey.check("series key", series, RecordKey.MAX_LENGTH);
    EventTime.check(timestamp);
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
