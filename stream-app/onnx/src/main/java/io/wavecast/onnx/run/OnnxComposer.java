package io.wavecast.onnx.run;

import io.wavecast.core.chorale.Composer;
import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.core.chorale.ComposerMetadata.State;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ModelFileException;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;

/** A composer on ONNX Runtime. Several threads may compose at once. */
public final class OnnxComposer extends OnnxModel<ComposerFile> implements Composer {
  private final List<State> states;
  private final int stateSize;

  private OnnxComposer(ComposerFile file, Device device, Duration limit) {
    super(file, device, limit, n -> new PieceSamples(n, file.metadata().stateSize()));
    this.states = file.metadata().states();
    this.stateSize = file.metadata().stateSize();
  }

  /**
   * Loads and verifies a composer.
   *
   * @param device where it runs
   * @throws ModelFileException when ONNX Runtime cannot load it, the device is not usable, its
   *     probabilities are no distribution on the samples, or a piece depends on its neighbours
   */
  public static OnnxComposer open(ComposerFile file, Device device) {
    return open(file, device, OnnxRunner.RUN_LIMIT);
  }

  /**
   * Loads and verifies a composer, as {@link #open(ComposerFile, Device)}.
   *
   * @param limit longest time of one run, after which it is ended and fails
   */
  public static OnnxComposer open(ComposerFile file, Device device, Duration limit) {
    return new OnnxComposer(file, device, limit);
  }

  @Override
  public int stateSize() {
    return stateSize;
  }

  @Override
  public int maxBatch() {
    return device().maxRows();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when it is closed
   */
  @Override
  public void step(int n, int[] notes, int[] barPositions, float[] state, float[] probabilities) {
    require("number of pieces", 1, n);
    require("number of notes", n, notes.length);
    require("number of bar positions", n, barPositions.length);
    require("floats of state", n * stateSize, state.length);
    require("floats of probabilities", n * CLASSES, probabilities.length);
    runner()
        .run(
            n,
            (batch, from, rows) -> {
              FloatBuffer note = batch.buffer(ComposerMetadata.NOTE);
              FloatBuffer place = batch.buffer(ComposerMetadata.PLACE);
              for (int row = 0; row < rows; row++) {
                note.put(row, notes[from + row]);
                place.put(row, barPositions[from + row]);
              }
              int at = from * stateSize;
              for (State part : states) {
                FloatBuffer buffer = batch.buffer(part.name());
                for (int row = 0; row < rows; row++) {
                  buffer.put(row * part.size(), state, at + row * stateSize, part.size());
                }
                at += part.size();
              }
            },
            (batch, from, rows) -> {
              batch
                  .buffer(ComposerMetadata.PROBABILITIES)
                  .get(0, probabilities, from * CLASSES, rows * CLASSES);
              int at = from * stateSize;
              for (State part : states) {
                FloatBuffer buffer = batch.buffer(ComposerMetadata.NEXT + part.name());
                for (int row = 0; row < rows; row++) {
                  buffer.get(row * part.size(), state, at + row * stateSize, part.size());
                }
                at += part.size();
              }
            });
  }
}
