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
public final class ComposerFile extends ContractFile<ComposerMetadata> {
  /** Name of the shipped composer. */
  public static final String SHIPPED = "chorale";

  private ComposerFile(String source, byte[] bytes) {
    super(source, bytes, ComposerMetadata::of, ComposerFile::signature);
  }

  /**
   * Reads the shipped composer by its name, or a file.
   *
   * @param nameOrLocation {@value #SHIPPED}, or as {@link ModelLocation#of} reads it
   * @param trusted which files may be loaded
   * @throws ModelFileException when it cannot be read, its contract does not hold, or it is not
   *     trusted
   */
  public static ComposerFile of(String nameOrLocation, TrustedModels trusted) {
    return Contract.of(nameOrLocation, SHIPPED, "composers/", ComposerFile::new, trusted);
  }

  /** The shipped composer. */
  public static ComposerFile shipped() {
    return of(SHIPPED, TrustedModels.ALL);
  }

  /**
   * Reads a file's bytes.
   *
   * @throws ModelFileException when the contract does not hold
   */
  public static ComposerFile read(String source, byte[] bytes) {
    return new ComposerFile(source, bytes);
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
}
