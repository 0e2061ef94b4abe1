package io.wavecast.trainer.chorale;

import java.util.Arrays;

/**
 * A chorale as note classes, chord after chord, soprano first.
 *
 * @param notes [chords * 4]; shared, not copied
 */
public record CorpusPiece(byte[] notes) {
  public int chords() {
    return notes.length / Notes.VOICES;
  }

  /** The window that begins with a chord. */
  byte[] window(int chord) {
    int from = chord * Notes.VOICES;
    return Arrays.copyOfRange(notes, from, from + NoteWindows.NOTES);
  }
}
