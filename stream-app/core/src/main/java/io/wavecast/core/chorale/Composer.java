package io.wavecast.core.chorale;

import io.wavecast.core.model.ModelException;
import io.wavecast.schemas.ModelRef;

/**
 * The port to a model that foretells the next note of a chorale. It hears note after note, soprano
 * to bass, chord after chord; what it remembers of a piece is its state, so that every note costs
 * the same. May be called by several threads at once.
 */
public interface Composer {
  /** Classes of notes: 0 is silence, 1..46 are MIDI notes 36..81. */
  int CLASSES = 47;

  /** Notes in a bar of 16 chords: what a place counts to. */
  int PLACES = 64;

  /** What stands on every chorale that this model composes. */
  ModelRef model();

  /** Floats of one piece's state, all 0 at its beginning. */
  int stateSize();

  /** Most pieces that are worth a run. */
  int maxBatch();

  /**
   * Hears one note each of {@code n} pieces in one run. What a piece gets does not depend on the
   * others, to the last bit.
   *
   * @param n how many, at least 1; arrays may be longer than n needs
   * @param notes [n] classes of the notes heard
   * @param places [n] where they stand in the bar, 0..63: 4 times the chord, plus the voice
   * @param states [n, stateSize] before; receives the states after
   * @param probabilities receives [n, 47]: of the next note, adding up to 1
   * @throws ModelException when the model fails to run
   */
  void hear(int n, int[] notes, int[] places, float[] states, float[] probabilities);

  /** The class of a MIDI note or silence. */
  static int classOf(int note) {
    return note == 0 ? 0 : note - 35;
  }

  /** The MIDI note of a class; 0 for silence. */
  static int noteOf(int type) {
    return type == 0 ? 0 : type + 35;
  }
}
