package io.wavecast.chorales.event;

import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.json.Json;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.schemas.json.JsonWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes chorale requests as JSON. Defaults: {@code choraleId} is the record's key,
 * {@code mode} is {@code sample}, {@code temperature} 1 and {@code seed} 0. A field that is null
 * counts as absent; unknown fields are ignored. Stateless and thread-safe.
 */
public final class ChoraleRequestCodec {
  private ChoraleRequestCodec() {}

  /** Writes a request as a JSON object in UTF-8, its fields in the order of the record. */
  public static byte[] write(ChoraleRequest request) {
    return JsonWriter.object(
        json -> {
          json.writeStringField("choraleId", request.choraleId());
          Chords.write(json, "seedChords", request.seedChords());
          json.writeNumberField("length", request.length());
          json.writeStringField("mode", request.mode().name().toLowerCase(Locale.ROOT));
          json.writeNumberField("temperature", request.temperature());
          json.writeNumberField("seed", request.seed());
        });
  }

  /**
   * Reads a request.
   *
   * @param key the record's key, null where it has none
   * @throws BadRecordException when the bytes hold no request, or one beyond its limits
   */
  public static ChoraleRequest read(byte @Nullable [] key, byte @Nullable [] value) {
    if (value == null) {
      throw Json.nothing();
    }
    return JsonValue.read(value, "a chorale request", f -> request(key, f));
  }

  private static ChoraleRequest request(byte @Nullable [] key, JsonValue f) {
    JsonValue id = f.get("choraleId");
    JsonValue mode = f.get("mode");
    JsonValue temperature = f.get("temperature");
    JsonValue seed = f.get("seed");
    return new ChoraleRequest(
        id.isPresent() || key == null ? id.text() : RecordKey.decode(key, "the chorale's id"),
        Chords.read(f.get("seedChords")),
        f.get("length").smallInteger(),
        mode.isPresent() ? mode.oneOf(Mode.class) : Mode.SAMPLE,
        temperature.isPresent() ? temperature.number() : 1,
        seed.isPresent() ? seed.integer() : 0);
  }
}
