package io.wavecast.chorales.event;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.schemas.json.ModelRefs;

/**
 * Reads and writes the notes and the end of a chorale as JSON; the field {@code event}
 * distinguishes them. Unknown fields are ignored. Stateless and thread-safe.
 */
public final class ChoraleEventCodec {
  private static final String NOTE = "note";
  private static final String END = "end";

  private ChoraleEventCodec() {}

  /** Writes an event as a JSON object in UTF-8. */
  public static byte[] write(ChoraleEvent event) {
    return JsonWriter.object(
        json -> {
          if (event instanceof ChoraleNote note) {
            json.writeStringField("event", NOTE);
            json.writeStringField("choraleId", note.choraleId());
            json.writeNumberField("index", note.index());
            json.writeNumberField("voice", note.voice());
            json.writeNumberField("note", note.note());
            json.writeNumberField("probability", note.probability());
          } else if (event instanceof ChoraleEnd end) {
            json.writeStringField("event", END);
            json.writeStringField("choraleId", end.choraleId());
            json.writeNumberField("seedChords", end.seedChords());
            Chords.write(json, "chords", end.chords());
            ModelRefs.write(json, "model", end.model());
          }
        });
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws BadRecordException when the bytes hold neither
   */
  public static ChoraleEvent read(byte[] value) {
    return JsonValue.read(value, "a chorale event", ChoraleEventCodec::event);
  }

  private static ChoraleEvent event(JsonValue f) {
    String event = f.get("event").text();
    return switch (event) {
      case NOTE ->
          new ChoraleNote(
              f.get("choraleId").text(),
              f.get("index").smallInteger(),
              f.get("voice").smallInteger(),
              f.get("note").smallInteger(),
              f.get("probability").singlePrecision());
      case END ->
          new ChoraleEnd(
              f.get("choraleId").text(),
              f.get("seedChords").smallInteger(),
              Chords.read(f.get("chords")),
              ModelRefs.read(f.get("model")));
      default -> throw new IllegalArgumentException("'event' must be note or end, got: " + event);
    };
  }
}
