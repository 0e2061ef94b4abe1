package io.wavecast.chorales.model;

import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.chorales.pipeline.ComposerMetadata;
import io.wavecast.onnx.run.Samples;
import java.util.Optional;
import java.util.Random;

/**
 * Pieces of 8 random notes on which a composer is verified. In each step they are at different
 * voices, as a composer may compute by voice.
 *
 * @param count number of pieces
 * @param stateSize floats of a piece's state, which begins with zeros
 */
record PieceSamples(int count, int stateSize) implements Samples {

  @Override
  public int steps() {
    return 8;
  }

  @Override
  public float[] rows(String input, int step) {
    boolean note = input.equals(ComposerMetadata.NOTE);
    boolean place = input.equals(ComposerMetadata.PLACE);
    float[] rows = new float[note || place ? count : count * stateSize];
    for (int piece = 0; (note || place) && piece < count; piece++) {
      rows[piece] =
          note
              ? new Random(1_000L * piece + step).nextInt(Composer.CLASSES)
              : (5 * piece + step) % Composer.BAR_POSITIONS;
    }
    return rows;
  }

  @Override
  public Optional<String> problem(float[] results, int width) {
    return Samples.noDistribution(results, width, Composer.CLASSES);
  }

  @Override
  public String dependence() {
    return "a piece must not depend on the other pieces of its batch";
  }
}
