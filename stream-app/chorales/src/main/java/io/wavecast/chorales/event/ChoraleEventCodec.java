package io.wavecast.chorales.event;

import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.schemas.json.ModelRefs;

/**
 * Writes the notes and the end of a chorale as JSON; the field {@code event} distinguishes them.
 * Stateless and thread-safe.
 */
public final class ChoraleEventCodec {
  private ChoraleEventCodec() {}

  /** Writes an event as a JSON object in UTF-8. */
  public static byte[] write(ChoraleEvent event) {
    return JsonWriter.object(
        json -> {
          if (event instanceof ChoraleNote note) {
            json.writeStringField("event", "note");
            json.writeStringField("choraleId", note.choraleId());
            json.writeNumberField("index", note.index());
            json.writeNumberField("voice", note.voice());
            json.writeNumberField("note", note.note());
            json.writeNumberField("probability", note.probability());
          } else if (event instanceof ChoraleEnd end) {
            json.writeStringField("event", "end");
            json.writeStringField("choraleId", end.choraleId());
            json.writeNumberField("seedChords", end.seedChords());
            Chords.write(json, "chords", end.chords());
            ModelRefs.write(json, "model", end.model());
          }
        });
  }
}
