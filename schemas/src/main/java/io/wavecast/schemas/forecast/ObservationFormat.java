package io.wavecast.schemas.forecast;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of an observation stand in a record's JSON.
 *
 * @param series pointer to the series key; empty: the record's own key names the series
 * @param timestamp pointer to the time; empty: the record's own time
 * @param value pointer to the value
 * @param maxBytes most bytes that a record's value may have, at least 1
 * @param maxAhead how far the time in the payload may lie ahead of the record's own, at least 0;
 *     empty: any distance
 */
public record ObservationFormat(
    Optional<JsonPointer> series,
    Optional<JsonPointer> timestamp,
    JsonPointer value,
    int maxBytes,
    Optional<Duration> maxAhead)
    implements Serializable {
  /** Far more than an observation needs. */
  public static final int DEFAULT_MAX_BYTES = 64 * 1024;

  /** As far as Kafka's brokers let a record's own time lie ahead of their clocks. */
  public static final Optional<Duration> DEFAULT_MAX_AHEAD = Optional.of(Duration.ofHours(1));

  /** {@code {"timestamp": epoch-ms, "value": number}} under the series key. */
  public static final ObservationFormat DEFAULT =
      new ObservationFormat(
          Optional.empty(),
          Optional.of(JsonPointer.valueOf("/timestamp")),
          JsonPointer.valueOf("/value"),
          DEFAULT_MAX_BYTES,
          DEFAULT_MAX_AHEAD);

  public ObservationFormat {
    if (maxBytes < 1) {
      throw new IllegalArgumentException(
          "most bytes of an observation must be at least 1, got: " + maxBytes);
    }
    if (maxAhead.isPresent() && maxAhead.get().isNegative()) {
      throw new IllegalArgumentException("max-ahead must be at least 0, got: " + maxAhead.get());
    }
  }

  /**
   * Reads pointers as RFC 6901 spells them, e.g. {@code /meta/host}; an empty text means "not in
   * the payload".
   *
   * @throws IllegalArgumentException when one is no JSON pointer
   */
  public static ObservationFormat of(String series, String timestamp, String value, int maxBytes) {
    return new ObservationFormat(
        pointer("series", series),
        pointer("timestamp", timestamp),
        pointer("value", value)
            .orElseThrow(
                () -> new IllegalArgumentException("pointer to the value must not be empty")),
        maxBytes,
        DEFAULT_MAX_AHEAD);
  }

  /** The same, with another bound on how far ahead a time may lie. */
  public ObservationFormat withMaxAhead(Optional<Duration> other) {
    return new ObservationFormat(series, timestamp, value, maxBytes, other);
  }

  private Object writeReplace() {
    return new Travelling(
        series.orElse(null), timestamp.orElse(null), value, maxBytes, maxAhead.orElse(null));
  }

  /** The same in parts that Java serialises: an Optional is none. */
  private record Travelling(
      @Nullable JsonPointer series,
      @Nullable JsonPointer timestamp,
      JsonPointer value,
      int maxBytes,
      @Nullable Duration maxAhead)
      implements Serializable {
    private Object readResolve() {
      return new ObservationFormat(
          Optional.ofNullable(series),
          Optional.ofNullable(timestamp),
          value,
          maxBytes,
          Optional.ofNullable(maxAhead));
    }
  }

  private static Optional<JsonPointer> pointer(String field, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "pointer to the " + field + " must begin with '/', got: '" + text + "'");
    }
    return Optional.of(JsonPointer.compile(text));
  }
}
