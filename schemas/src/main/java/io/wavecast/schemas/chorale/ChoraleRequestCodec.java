package io.wavecast.schemas.chorale;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.chorale.ChoraleRequest.Mode;
import io.wavecast.schemas.json.Json;
import io.wavecast.schemas.json.RecordKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes chorale requests as JSON. Where {@code choraleId} is absent, the record's key is
 * it; {@code mode} is {@code sample}, {@code temperature} 1 and {@code seed} 0 where absent. A
 * field that is null counts as absent; fields that it does not know are skipped. Stateless; any
 * thread may use it.
 */
public final class ChoraleRequestCodec {
  private ChoraleRequestCodec() {}

  /** The request as a JSON object in UTF-8, its fields in the order of the record. */
  public static byte[] write(ChoraleRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("choraleId", request.choraleId());
      Chords.write(json, "seedChords", request.seedChords());
      json.writeNumberField("length", request.length());
      json.writeStringField("mode", request.mode().name().toLowerCase(Locale.ROOT));
      json.writeNumberField("temperature", request.temperature());
      json.writeNumberField("seed", request.seed());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a request.
   *
   * @param key the record's key, null where it has none
   * @throws BadRecordException when the bytes hold no request, or one beyond its limits
   */
  public static ChoraleRequest read(byte @Nullable [] key, byte @Nullable [] value) {
    if (value == null) {
      throw new BadRecordException(Reason.MALFORMED, "value must be JSON: there is none");
    }
    Draft draft = new Draft();
    try (JsonParser parser = Json.FACTORY.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRecordException(Reason.WRONG_TYPE, "a chorale request must be a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        draft.field(name, parser);
      }
      Json.end(parser);
      return draft.request(key);
    } catch (IOException e) {
      throw Json.malformed(e);
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(Reason.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
    }
  }

  /** The fields seen so far. */
  private static final class Draft {
    private @Nullable String id;
    private @Nullable List<Chord> chords;
    private @Nullable Long length;
    private String mode = "sample";
    private double temperature = 1;
    private long seed;

    void field(String name, JsonParser parser) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return; // as if it were absent
      }
      switch (name) {
        case "choraleId" -> id = text(parser, name);
        case "seedChords" -> chords = Chords.read(parser, name, ChoraleRequest.MAX_SEED_CHORDS);
        case "length" -> length = whole(parser, name);
        case "mode" -> mode = text(parser, name);
        case "temperature" -> temperature = number(parser, name);
        case "seed" -> seed = whole(parser, name);
        default -> parser.skipChildren();
      }
    }

    private static String text(JsonParser parser, String field) throws IOException {
      JsonToken token = parser.currentToken();
      if (token != JsonToken.VALUE_STRING) {
        throw Json.wrongType(field, "a text", token);
      }
      return parser.getText();
    }

    private static double number(JsonParser parser, String field) throws IOException {
      double number = Json.number(parser, field);
      if (!Double.isFinite(number)) {
        throw new BadRecordException(
            Reason.NOT_FINITE, "field '" + field + "' must be finite, got: " + number);
      }
      return number;
    }

    private static long whole(JsonParser parser, String field) throws IOException {
      double number = number(parser, field);
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw Json.wrongType(field, "an integer", parser.currentToken());
      }
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw new BadRecordException(
            Reason.OUT_OF_RANGE, "field '" + field + "' must fit 64 bits, got: " + number);
      }
      return parser.getLongValue();
    }

    ChoraleRequest request(byte @Nullable [] key) {
      if (id == null) {
        if (key == null) {
          throw Json.missing("choraleId");
        }
        id = RecordKey.text(key);
      }
      if (chords == null) {
        throw Json.missing("seedChords");
      }
      if (length == null) {
        throw Json.missing("length");
      }
      return new ChoraleRequest(id, chords, clamped(length), modeOf(mode), temperature, seed);
    }

    /** As an int; what is beyond stays beyond every limit. */
    private static int clamped(long value) {
      return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    private static Mode modeOf(String text) {
      for (Mode mode : Mode.values()) {
        if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
          return mode;
        }
      }
      throw new IllegalArgumentException("mode must be sample or greedy, got: " + text);
    }
  }
}
