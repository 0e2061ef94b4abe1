package io.wavecast.chorales.pipeline;

import io.wavecast.schemas.ModelRef;

/**
 * Port to an autoregressive model of chorales. It consumes one note at a time, soprano to bass,
 * chord after chord, and predicts the next one; its recurrent state is kept per piece, so every
 * note costs the same. Thread-safe.
 */
public interface Composer {
  /** Classes of notes: 0 is silence, 1..46 are MIDI notes 36..81. */
  int CLASSES = 47;

  /** Notes in a bar of 16 chords. */
  int BAR_POSITIONS = 64;

  /** Name and version, part of every chorale that this model composes. */
  ModelRef model();

  /** Floats in the state of one piece, all 0 at its beginning. */
  int stateSize();

  /** Largest number of pieces that are worth one run. */
  int maxBatch();

  /**
   * Consumes one note each of {@code n} pieces in one run. The result of a piece does not depend on
   * the others, to the last bit.
   *
   * @param n number of pieces, at least 1; arrays may be longer than n needs
   * @param notes [n] classes of the notes to consume
   * @param barPositions [n] their positions in the bar, 0..63: 4 times the chord, plus the voice
   * @param states [n, stateSize] before; receives the states after
   * @param probabilities receives [n, 47]: of the next note, adding up to 1
   * @throws io.wavecast.core.model.ModelException when the model fails to run
   */
  void step(int n, int[] notes, int[] barPositions, float[] states, float[] probabilities);

  /** The class of a MIDI note or silence. */
  static int classOf(int note) {
    return note == 0 ? 0 : note - 35;
  }

  /** The MIDI note of a class; 0 for silence. */
  static int noteOf(int type) {
    return type == 0 ? 0 : type + 35;
  }
}
