package io.wavecast.chorales.event;

/**
 * Four notes that sound together, soprano to bass, as MIDI numbers: 36 (C2) to 81 (A5), or 0 for
 * silence.
 */
public record Chord(int soprano, int alto, int tenor, int bass) {
  /** Notes of a chord. */
  public static final int VOICES = 4;

  /** The lowest note, a MIDI number. */
  public static final int LOWEST = 36;

  /** The highest note, a MIDI number. */
  public static final int HIGHEST = 81;

  public Chord {
    requireNote(soprano);
    requireNote(alto);
    requireNote(tenor);
    requireNote(bass);
  }

  /** The note of a voice, 0 (soprano) to 3 (bass). */
  public int note(int voice) {
    return switch (voice) {
      case 0 -> soprano;
      case 1 -> alto;
      case 2 -> tenor;
      case 3 -> bass;
      default -> throw new IndexOutOfBoundsException("voice must be in 0..3, got: " + voice);
    };
  }

  /**
   * Requires a note.
   *
   * @throws IllegalArgumentException when it is neither silence nor in range
   */
  public static int requireNote(int note) {
    if (note != 0 && (note < LOWEST || note > HIGHEST)) {
      throw new IllegalArgumentException(
          "note must be 0 (silence) or in " + LOWEST + ".." + HIGHEST + ", got: " + note);
    }
    return note;
  }
}
