package io.wavecast.schemas.forecast;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.EventTime;
import io.wavecast.schemas.RecordKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value of one series.
 *
 * @param series the series key: Unicode text of 1..{@value RecordKey#MAX_LENGTH} characters
 * @param timestamp when it was observed, ms since the epoch, in 0..{@value EventTime#MAX}
 * @param value the value, finite, of a magnitude that a float holds
 * @param labels of the series from now on, by name, sorted, as {@link Labels} allows; null: as
 *     before
 */
public record Observation(
    String series, long timestamp, double value, @Nullable Map<String, String> labels) {
  /** The largest magnitude of a value: models compute in single precision. */
  public static final double MAX_MAGNITUDE = Float.MAX_VALUE;

  /**
   * The header of records of the observations topic that are history: a new series learns it, and
   * nothing is emitted. Such a record is JSON in the default format, whatever that of the topic is.
   */
  public static final String HISTORY_HEADER = "wavecast.backfill";

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
    if (labels != null) {
      labels = Labels.checked(labels);
    }
  }

  /** One that says nothing about labels. */
  public Observation(String series, long timestamp, double value) {
    this(series, timestamp, value, null);
  }
}
