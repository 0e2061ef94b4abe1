package io.wavecast.schemas.chorale;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.json.Json;
import java.io.IOException;
import java.util.ArrayList;
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

  /**
   * Reads an array of chords, on whose first token the parser stands.
   *
   * @param most more are refused
   */
  static List<Chord> read(JsonParser parser, String field, int most) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      throw Json.missing(field);
    }
    require(parser, field, JsonToken.START_ARRAY, "an array of chords");
    List<Chord> chords = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (chords.size() == most) {
        throw new BadRecordException(
            Reason.OUT_OF_RANGE, "number of " + field + " must be in 1.." + most + ", got more");
      }
      require(parser, field, JsonToken.START_ARRAY, "an array of chords of 4 notes");
      int[] notes = new int[Chord.VOICES];
      for (int voice = 0; voice < Chord.VOICES; voice++) {
        parser.nextToken();
        require(parser, field, JsonToken.VALUE_NUMBER_INT, "4 whole numbers a chord");
        double note = parser.getDoubleValue();
        notes[voice] = note >= -1 && note <= 1000 ? (int) note : -1;
        if (notes[voice] < 0) {
          throw new BadRecordException(
              Reason.OUT_OF_RANGE,
              "note must be 0 (silence) or in %d..%d, got: %s"
                  .formatted(Chord.LOWEST, Chord.HIGHEST, parser.getText()));
        }
      }
      parser.nextToken();
      require(parser, field, JsonToken.END_ARRAY, "4 notes a chord");
      chords.add(new Chord(notes[0], notes[1], notes[2], notes[3]));
    }
    return chords;
  }

  private static void require(JsonParser parser, String field, JsonToken token, String expected)
      throws IOException {
    if (parser.currentToken() != token) {
      throw Json.wrongType(field, expected, parser.currentToken());
    }
  }
}
