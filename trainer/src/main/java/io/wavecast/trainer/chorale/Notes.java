package io.wavecast.trainer.chorale;

/** Notes as a network sees them: class 0 is silence, classes 1..46 are MIDI notes 36..81. */
public final class Notes {
  public static final int VOICES = 4;
  public static final int CLASSES = 47;
  public static final int LOWEST = 36;
  public static final int HIGHEST = 81;

  /** Chords in a bar of four beats: what a place in the bar counts to. */
  public static final int BAR = 16;

  private Notes() {}

  /**
   * The class of a MIDI note.
   *
   * @throws IllegalArgumentException when it is neither 0 nor in 36..81
   */
  public static int classOf(int midi) {
    if (midi == 0) {
      return 0;
    }
    if (midi < LOWEST || midi > HIGHEST) {
      throw new IllegalArgumentException(
          "a note must be 0 or in %d..%d, got: %d".formatted(LOWEST, HIGHEST, midi));
    }
    return midi - LOWEST + 1;
  }
}
