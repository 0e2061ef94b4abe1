package io.wavecast.trainer.chorale;

import io.wavecast.chorales.event.Chord;
import java.util.Arrays;

/**
 * A chorale as note classes, chord after chord, soprano first.
 *
 * @param notes [chords * 4]; shared, not copied
 */
public record CorpusPiece(byte[] notes) {
  /** The number of chords. */
  public int chords() {
    return notes.length / Chord.VOICES;
  }

  /** The window that begins with a chord. */
  byte[] window(int chord) {
    int from = chord * Chord.VOICES;
    return Arrays.copyOfRange(notes, from, from + NoteWindows.NOTES);
  }
}
