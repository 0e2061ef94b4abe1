package io.wavecast.onnx.run;

import io.wavecast.core.chorale.Composer;
import java.util.Optional;
import java.util.Random;

/** Pieces of random notes on which a composer is verified. */
final class PieceSamples implements Samples {
  private static final int NOTES = 8;

  private final OnnxComposer model;
  private final int count;
  private final int states;
  private final int[][] notes;

  PieceSamples(OnnxComposer model, int count) {
    this.model = model;
    this.count = count;
    this.states = model.stateSize();
    this.notes = new int[count][];
    for (int piece = 0; piece < count; piece++) {
      notes[piece] = new Random(piece).ints(NOTES, 0, Composer.CLASSES).toArray();
    }
  }

  @Override
  public int count() {
    return count;
  }

  /** Results of a row: its probabilities and states after some notes. */
  @Override
  public float[] run(int from, int rows) {
    float[] state = new float[rows * states];
    float[] probabilities = new float[rows * Composer.CLASSES];
    int[] note = new int[rows];
    int[] place = new int[rows];
    for (int k = 0; k < NOTES; k++) {
      for (int row = 0; row < rows; row++) {
        int piece = (row + from) % count;
        note[row] = notes[piece][k];
        place[row] = (4 * piece + k) % Composer.BAR_POSITIONS;
      }
      model.step(rows, note, place, state, probabilities);
    }
    float[] joined = new float[probabilities.length + state.length];
    for (int row = 0; row < rows; row++) {
      int at = row * (Composer.CLASSES + states);
      System.arraycopy(probabilities, row * Composer.CLASSES, joined, at, Composer.CLASSES);
      System.arraycopy(state, row * states, joined, at + Composer.CLASSES, states);
    }
    return joined;
  }

  @Override
  public Optional<String> problem(float[] results) {
    Optional<String> problem = Optional.empty();
    for (int row = 0; row < count && problem.isEmpty(); row++) {
      int at = row * (Composer.CLASSES + states);
      problem = Samples.noProbabilities(results, at, Composer.CLASSES);
    }
    return problem;
  }

  @Override
  public String dependence() {
    return "a piece must not depend on the other pieces of its batch";
  }
}
