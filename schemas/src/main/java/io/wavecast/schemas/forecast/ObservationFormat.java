package io.wavecast.schemas.forecast;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Locates the fields of an observation in a record's JSON.
 *
 * @param series pointer to the series key; null: the record's own key names the series
 * @param timestamp pointer to the time; null: the record's own time
 * @param value pointer to the value
 * @param labels pointer to the object with the labels of the series; null: there are none
 * @param maxBytes the maximum size of a record's value in bytes, at least 1
 * @param maxAhead how far the time in the payload may be ahead of the record's time, at least 0;
 *     null: any distance
 */
public record ObservationFormat(
    @Nullable JsonPointer series,
    @Nullable JsonPointer timestamp,
    JsonPointer value,
    @Nullable JsonPointer labels,
    int maxBytes,
    @Nullable Duration maxAhead)
    implements Serializable {
  /** Far more than an observation needs, in bytes. */
  public static final int DEFAULT_MAX_BYTES = 64 * 1024;

  /** The default limit of Kafka's brokers for timestamps ahead of their clocks. */
  public static final Duration DEFAULT_MAX_AHEAD = Duration.ofHours(1);

  /** {@code {"timestamp": epoch-ms, "value": number}} under the series key. */
  public static final ObservationFormat DEFAULT =
      new ObservationFormat(
          null,
          JsonPointer.valueOf("/timestamp"),
          JsonPointer.valueOf("/value"),
          null,
          DEFAULT_MAX_BYTES,
          DEFAULT_MAX_AHEAD);

  public ObservationFormat {
    if (maxBytes < 1) {
      throw new IllegalArgumentException(
          "maximum bytes of an observation must be at least 1, got: " + maxBytes);
    }
    if (maxAhead != null && maxAhead.isNegative()) {
      throw new IllegalArgumentException("max-ahead must be at least 0, got: " + maxAhead);
    }
  }

  /**
   * Parses pointers of RFC 6901, e.g. {@code /meta/host}; an empty text means "not in the payload".
   *
   * @throws IllegalArgumentException when one is not a JSON pointer
   */
  public static ObservationFormat of(String series, String timestamp, String value, int maxBytes) {
    JsonPointer toValue = pointer("value", value);
    if (toValue == null) {
      throw new IllegalArgumentException("pointer to the value must not be empty");
    }
    return new ObservationFormat(
        pointer("series", series),
        pointer("timestamp", timestamp),
        toValue,
        null,
        maxBytes,
        DEFAULT_MAX_AHEAD);
  }

  /** Whether the payload names the series, not the record's key. */
  public boolean hasSeries() {
    return series != null;
  }

  /** The same with another limit on how far ahead a time may be. */
  public ObservationFormat withMaxAhead(Optional<Duration> other) {
    return new ObservationFormat(series, timestamp, value, labels, maxBytes, other.orElse(null));
  }

  /**
   * The same with labels.
   *
   * @param pointer to them; empty: there are none
   * @throws IllegalArgumentException when it is not a JSON pointer
   */
  public ObservationFormat withLabels(String pointer) {
    return new ObservationFormat(
        series, timestamp, value, pointer("labels", pointer), maxBytes, maxAhead);
  }

  private static @Nullable JsonPointer pointer(String field, String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "pointer to the " + field + " must begin with '/', got: '" + text + "'");
    }
    return JsonPointer.compile(text);
  }
}
