package io.wavecast.chorales.model;

import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.chorales.pipeline.ComposerMetadata;
import io.wavecast.chorales.pipeline.ComposerMetadata.State;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.Signature;
import io.wavecast.onnx.file.Signature.Rows;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.ModelKind;
import io.wavecast.onnx.run.OnnxModel;
import io.wavecast.onnx.run.Samples;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A composer on ONNX Runtime. Several threads may compose at once. */
public final class OnnxComposer extends OnnxModel<ContractFile<ComposerMetadata>>
    implements Composer {
  /** Name of the shipped composer. */
  public static final String SHIPPED = "chorale";

  /**
   * Its files. Inputs: {@code note} and {@code place}, float [batch, 1], and its states, float
   * [batch, size]. Outputs: {@code probabilities}, float [batch, 47], and each state after the note
   * as {@code next_NAME}.
   */
  public static final ModelKind<ComposerMetadata, OnnxComposer> KIND =
      new ModelKind<>(
          ComposerMetadata.KIND,
          SHIPPED,
          OnnxComposer.class,
          ComposerMetadata::of,
          OnnxComposer::signature,
          OnnxComposer::new);

  private final List<State> states;
  private final int stateSize;

  private OnnxComposer(ContractFile<ComposerMetadata> file, Device device) {
    super(file, device, n -> new PieceSamples(n, file.metadata().stateSize()));
    this.states = file.metadata().states();
    this.stateSize = file.metadata().stateSize();
  }

  private static Signature signature(ComposerMetadata metadata) {
    List<Rows> inputs = new ArrayList<>();
    List<Rows> outputs = new ArrayList<>();
    inputs.add(Rows.of(ComposerMetadata.NOTE, 1));
    inputs.add(Rows.of(ComposerMetadata.PLACE, 1));
    outputs.add(Rows.of(ComposerMetadata.PROBABILITIES, CLASSES));
    for (State state : metadata.states()) {
      inputs.add(Rows.of(state.name(), state.size()));
      outputs.add(Rows.of(Samples.NEXT + state.name(), state.size()));
    }
    return new Signature(inputs, outputs);
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
                FloatBuffer buffer = batch.buffer(Samples.NEXT + part.name());
                for (int row = 0; row < rows; row++) {
                  buffer.get(row * part.size(), state, at + row * stateSize, part.size());
                }
                at += part.size();
              }
            });
  }
}
