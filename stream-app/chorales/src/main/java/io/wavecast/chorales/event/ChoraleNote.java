package io.wavecast.chorales.event;

/**
 * A note of a chorale, emitted as it is composed.
 *
 * @param choraleId the id of the request
 * @param index position among the composed notes, from 0, without a gap
 * @param voice 0 (soprano) to 3 (bass): the index modulo 4
 * @param note MIDI number, 36..81, or 0 for silence
 * @param probability its probability under the model, in [0, 1], before any temperature
 */
public record ChoraleNote(String choraleId, int index, int voice, int note, float probability)
    implements ChoraleEvent {
  public ChoraleNote {
    if (index < 0 || voice != index % Chord.VOICES) {
      throw new IllegalArgumentException(
          "voice of note " + index + " must be its index modulo 4, got: " + voice);
    }
    Chord.requireNote(note);
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability must be in [0, 1], got: " + probability);
    }
  }
}
