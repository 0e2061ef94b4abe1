package io.wavecast.onnx.file;

import io.wavecast.core.chorale.Composer;
import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.core.chorale.ComposerMetadata.State;
import io.wavecast.onnx.file.Signature.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * A composer's file with the metadata of {@link ComposerMetadata}. Inputs: {@code note} and {@code
 * place}, float [batch, 1], and its states, float [batch, size]. Outputs: {@code probabilities},
 * float [batch, 47], and each state after the note as {@code next_NAME}.
 */
public final class ComposerFile extends ContractFile {
  /** Name of the shipped composer. */
  public static final String SHIPPED = "chorale";

  private final ComposerMetadata metadata;

  private ComposerFile(String source, byte[] bytes, OnnxGraph graph, ComposerMetadata metadata) {
    super(source, bytes, graph, signature(metadata));
    this.metadata = metadata;
  }

  /**
   * Reads the shipped composer by its name, or a file.
   *
   * @param nameOrLocation {@value #SHIPPED}, or as {@link ModelLocation#of} reads it
   * @throws ModelFileException when it cannot be read, or its contract does not hold
   */
  public static ComposerFile of(String nameOrLocation) {
    if (nameOrLocation.equals(SHIPPED)) {
      return shipped();
    }
    ModelLocation location = ModelLocation.of(nameOrLocation);
    return read(location.source(), location.read());
  }

  /** The shipped composer. */
  public static ComposerFile shipped() {
    return read(
        "shipped:" + SHIPPED, Contract.shipped("/io/wavecast/onnx/composers/" + SHIPPED + ".onnx"));
  }

  /**
   * Reads a file's bytes.
   *
   * @throws ModelFileException when the contract does not hold
   */
  public static ComposerFile read(String source, byte[] bytes) {
    OnnxGraph graph = Contract.graph(source, bytes);
    return new ComposerFile(
        source, bytes, graph, Contract.metadata(source, graph, ComposerMetadata::of));
  }

  private static Signature signature(ComposerMetadata metadata) {
    List<Rows> inputs = new ArrayList<>();
    List<Rows> outputs = new ArrayList<>();
    inputs.add(Rows.of(ComposerMetadata.NOTE, 1));
    inputs.add(Rows.of(ComposerMetadata.PLACE, 1));
    outputs.add(Rows.of(ComposerMetadata.PROBABILITIES, Composer.CLASSES));
    for (State state : metadata.states()) {
      inputs.add(Rows.of(state.name(), state.size()));
      outputs.add(Rows.of(ComposerMetadata.NEXT + state.name(), state.size()));
    }
    return new Signature(inputs, outputs);
  }

  @Override
  public ComposerMetadata metadata() {
    return metadata;
  }
}
