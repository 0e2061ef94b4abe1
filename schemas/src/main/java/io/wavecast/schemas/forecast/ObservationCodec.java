package io.wavecast.schemas.forecast;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.json.Json;
import io.wavecast.schemas.json.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes observations as JSON. A record's value is an object whose fields an {@link
 * ObservationFormat} locates, or a bare number, whose time is the record's. A time is ms since the
 * epoch, or ISO 8601 text with an offset. Stateless and thread-safe.
 */
public final class ObservationCodec {
  private final ObservationFormat format;

  public ObservationCodec(ObservationFormat format) {
    this.format = format;
  }

  /**
   * Reads one record.
   *
   * @param key the record's key: the series in UTF-8, unless the format points to the series
   * @param value the record's value
   * @param recordTime the record's own time, ms since the epoch
   * @throws BadRecordException when the record holds no observation
   */
  public Observation read(byte @Nullable [] key, byte @Nullable [] value, long recordTime) {
    if (value == null || value.length == 0) {
      throw new BadRecordException(Reason.MALFORMED, "value must be JSON, got nothing");
    }
    if (value.length > format.maxBytes()) {
      throw new BadRecordException(
          Reason.TOO_LARGE,
          "value must have at most " + format.maxBytes() + " bytes, got: " + value.length);
    }
    Fields fields = new Fields(recordTime);
    try (JsonParser parser = Json.parser(value)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new BadRecordException(Reason.MALFORMED, "value must be JSON, got nothing");
      } else if (token.isNumeric()) {
        fields.value = parser.getDoubleValue();
        fields.hasValue = true;
        fields.hasTimestamp = true;
      } else if (token.isStructStart()) {
        fields.hasTimestamp = format.timestamp() == null;
        walk(parser, format.series(), format.timestamp(), format.value(), format.labels(), fields);
      } else {
        throw Json.wrongType("", "an object or a number", token);
      }
      Json.end(parser);
    } catch (IOException e) {
      throw Json.malformed(e);
    }
    if (!fields.hasValue) {
      throw Json.missing(format.value().toString());
    }
    if (!fields.hasTimestamp) {
      throw Json.missing(String.valueOf(format.timestamp()));
    }
    TimeCheck.check(fields.timestamp, recordTime, format.maxAhead());
    return new Observation(series(key, fields), fields.timestamp, fields.value, fields.labels);
  }

  /**
   * Writes an observation in the default format, with its labels at {@code /labels} where it has
   * some; the series travels as the record's key.
   */
  public static byte[] write(Observation observation) {
    return JsonWriter.object(
        json -> {
          json.writeNumberField("timestamp", observation.timestamp());
          json.writeNumberField("value", observation.value());
          Labels.write(json, observation.labels());
        });
  }

  private String series(byte @Nullable [] key, Fields fields) {
    if (format.series() == null) {
      return RecordKey.decode(key, "the series");
    }
    if (fields.series == null) {
      throw Json.missing(format.series().toString());
    }
    return fields.series;
  }

  /** Walks through the parser's current value; a pointer is null where its field cannot be. */
  private void walk(
      JsonParser parser,
      @Nullable JsonPointer series,
      @Nullable JsonPointer timestamp,
      @Nullable JsonPointer value,
      @Nullable JsonPointer labels,
      Fields fields)
      throws IOException {
    if (series == null && timestamp == null && value == null && labels == null) {
      parser.skipChildren();
      return;
    }
    JsonToken token = parser.currentToken();
    if (labels != null && labels.matches() && token != JsonToken.VALUE_NULL) {
      fields.labels = Labels.read(parser);
      return;
    }
    if (token == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        walk(
            parser,
            tail(series, name),
            tail(timestamp, name),
            tail(value, name),
            tail(labels, name),
            fields);
      }
    } else if (token == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        walk(parser, tail(series, i), tail(timestamp, i), tail(value, i), tail(labels, i), fields);
      }
    } else if (token != JsonToken.VALUE_NULL) {
      if (series != null && series.matches()) {
        fields.series = parser.getText();
      }
      if (timestamp != null && timestamp.matches()) {
        fields.timestamp = timestamp(parser, format.timestamp());
        fields.hasTimestamp = true;
      }
      if (value != null && value.matches()) {
        fields.value = number(parser, format.value());
        fields.hasValue = true;
      }
    }
  }

  private static @Nullable JsonPointer tail(@Nullable JsonPointer pointer, String name) {
    return pointer == null ? null : pointer.matchProperty(name);
  }

  private static @Nullable JsonPointer tail(@Nullable JsonPointer pointer, int index) {
    return pointer == null ? null : pointer.matchElement(index);
  }

  private static double number(JsonParser parser, @Nullable JsonPointer field) throws IOException {
    JsonToken token = parser.currentToken();
    if (!token.isNumeric()) {
      throw Json.wrongType(String.valueOf(field), "a number", token);
    }
    return parser.getDoubleValue();
  }

  private static long timestamp(JsonParser parser, @Nullable JsonPointer field) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      try {
        return OffsetDateTime.parse(parser.getText()).toInstant().toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        throw new BadRecordException(
            Reason.BAD_TIMESTAMP,
            "field '%s' must be ms since the epoch or ISO 8601 text with an offset, as %s"
                .formatted(field, "2026-01-01T00:00:00Z"),
            e);
      }
    }
    double number = number(parser, field);
    if (number != Math.rint(number) || Math.abs(number) > 1e18) {
      throw new BadRecordException(
          Reason.BAD_TIMESTAMP,
          "field '%s' must be whole ms since the epoch, got: %s".formatted(field, number));
    }
    return token == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : (long) number;
  }

  /** The fields found so far. */
  private static final class Fields {
    @Nullable String series;
    @Nullable Map<String, String> labels;
    long timestamp;
    double value;
    boolean hasTimestamp;
    boolean hasValue;

    Fields(long recordTime) {
      timestamp = recordTime;
    }
  }
}
