package io.wavecast.schemas.aggregate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.forecast.Labels;
import io.wavecast.schemas.json.Json;
import io.wavecast.schemas.json.JsonText;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes raw events as JSON under the series key: {@code {"timestamp": epoch-ms, "value":
 * number, "input": "name", "text": "...", "labels": {"name": "..."}}}. Value, text and labels may
 * be absent; unknown fields are ignored. Stateless and thread-safe.
 */
public final class RawEventCodec {
  /** The largest value of a record, bytes. */
  public static final int MAX_BYTES = 64 << 10;

  /** The longest text of an event that is written, in characters: it fits however it is escaped. */
  public static final int MAX_TEXT = 8 << 10;

  private static final byte[] TIMESTAMP = JsonText.name("timestamp");
  private static final byte[] VALUE = JsonText.name("value");
  private static final byte[] TEXT = JsonText.name("text");
  private static final byte[] INPUT = JsonText.name("input");
  private static final byte[] LABELS = JsonText.name("labels");

  private static final int TYPICAL_BYTES = 80;

  private RawEventCodec() {}

  /** Writes an event; the series travels as the record's key. */
  public static byte[] write(RawEvent event) {
    JsonText json = new JsonText(TYPICAL_BYTES).integer(TIMESTAMP, event.timestamp());
    if (event.hasValue()) {
      json.number(VALUE, event.value());
    }
    json.text(INPUT, event.input());
    if (event.text() != null) {
      json.text(TEXT, event.text());
    }
    if (event.labels() != null) {
      json.begin(LABELS);
      event.labels().forEach((name, value) -> json.text(JsonText.name(name), value));
      json.end();
    }
    return json.end().toBytes();
  }

  /**
   * Reads one record.
   *
   * @param key the record's key: the series in UTF-8
   * @param value the record's value
   * @throws BadRecordException when the record holds no event
   */
  public static RawEvent read(byte @Nullable [] key, byte @Nullable [] value) {
    try (JsonParser parser = Json.parser(Json.require(value, MAX_BYTES))) {
      JsonToken token = parser.nextToken();
      if (token != JsonToken.START_OBJECT) {
        throw token == null ? Json.nothing() : Json.wrongType("", "an object", token);
      }
      RawEvent event = event(RecordKey.decode(key, "the series"), parser);
      Json.end(parser);
      return event;
    } catch (IOException e) {
      throw Json.malformed(e);
    }
  }

  private static RawEvent event(String series, JsonParser parser) throws IOException {
    long timestamp = 0;
    boolean hasTimestamp = false;
    double number = Double.NaN;
    String text = null;
    String input = null;
    Map<String, String> labels = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "timestamp" -> {
          timestamp = timestamp(parser, token);
          hasTimestamp = true;
        }
        case "value" -> number = number(parser, token);
        case "text" -> text = text(parser, token, "text");
        case "input" -> input = text(parser, token, "input");
        case "labels" -> labels = Labels.read(parser);
        default -> parser.skipChildren();
      }
    }
    if (!hasTimestamp) {
      throw Json.missing("timestamp");
    }
    if (input == null) {
      throw Json.missing("input");
    }
    return new RawEvent(series, timestamp, number, text, input, labels);
  }

  private static long timestamp(JsonParser parser, JsonToken token) throws IOException {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw Json.wrongType("timestamp", "an integer", token);
    }
    return parser.getLongValue();
  }

  private static double number(JsonParser parser, JsonToken token) throws IOException {
    if (!token.isNumeric()) {
      throw Json.wrongType("value", "a number", token);
    }
    double number = parser.getDoubleValue();
    if (Double.isNaN(number)) {
      throw new BadRecordException(Reason.NOT_FINITE, "field 'value' must be finite, got: NaN");
    }
    return number;
  }

  private static String text(JsonParser parser, JsonToken token, String field) throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      throw Json.wrongType(field, "a string", token);
    }
    return parser.getText();
  }
}
