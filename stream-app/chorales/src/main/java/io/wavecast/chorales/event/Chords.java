package io.wavecast.chorales.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.json.JsonValue;
import java.io.IOException;
import java.util.List;

/** Chords as arrays of four numbers. */
final class Chords {
  private Chords() {}

  static void write(JsonGenerator json, String field, List<Chord> chords) throws IOException {
    json.writeArrayFieldStart(field);
    for (Chord chord : chords) {
      json.writeStartArray();
      for (int voice = 0; voice < Chord.VOICES; voice++) {
        json.writeNumber(chord.note(voice));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  static List<Chord> read(JsonValue chords) {
    return chords.elements("an array of chords").stream().map(Chords::chord).toList();
  }

  private static Chord chord(JsonValue chord) {
    List<JsonValue> notes = chord.elements("4 notes", Chord.VOICES, Chord.VOICES);
    return new Chord(
        notes.get(0).smallInteger(),
        notes.get(1).smallInteger(),
        notes.get(2).smallInteger(),
        notes.get(3).smallInteger());
  }
}
