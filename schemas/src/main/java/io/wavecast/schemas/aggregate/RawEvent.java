package io.wavecast.schemas.aggregate;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.EventTime;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.forecast.Labels;
import io.wavecast.schemas.forecast.Observation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of a series that is to be aggregated: a request, an order, a measurement.
 *
 * @param series the series that it belongs to: Unicode text of 1..{@value RecordKey#MAX_LENGTH}
 *     characters
 * @param timestamp when it happened, ms since the epoch, in 0..{@value EventTime#MAX}
 * @param value its number, of a magnitude that a float holds; NaN where it has none
 * @param text what is counted once by {@code distinct}; null where it has none
 * @param input name of the input whose settings say how it is aggregated; not empty
 * @param labels of the series from now on, by name, sorted; null: as before
 */
public record RawEvent(
    String series,
    long timestamp,
    double value,
    @Nullable String text,
    String input,
    @Nullable Map<String, String> labels) {
  /**
   * @throws BadRecordException when a component is outside its range
   */
  public RawEvent {
    RecordKey.check("series key", series, RecordKey.MAX_LENGTH);
    EventTime.check(timestamp);
    if (Math.abs(value) > Observation.MAX_MAGNITUDE) {
      throw new BadRecordException(
          Double.isInfinite(value) ? Reason.NOT_FINITE : Reason.OUT_OF_RANGE,
          "magnitude of value must be at most " + Observation.MAX_MAGNITUDE + ", got: " + value);
    }
    if (input.isEmpty()) {
      throw new BadRecordException(Reason.OUT_OF_RANGE, "name of the input must not be empty");
    }
    if (labels != null) {
      labels = Labels.checked(labels);
    }
  }

  /** One that says nothing about labels. */
  public RawEvent(
      String series, long timestamp, double value, @Nullable String text, String input) {
    this(series, timestamp, value, text, input, null);
  }

  /** Whether it has a number. */
  public boolean hasValue() {
    return !Double.isNaN(value);
  }
}
