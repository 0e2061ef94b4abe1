package io.wavecast.onnx.file;

import io.wavecast.core.chorale.Composer;
import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.core.chorale.ComposerMetadata.State;
import io.wavecast.schemas.ModelRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A composer's file: it takes {@code note} and {@code place}, float [batch, 1], and its states,
 * float [batch, size]; it gives {@code probabilities}, float [batch, 47], and each state after the
 * note as {@code next_NAME}; it carries the lines of {@link ComposerMetadata}.
 */
public final class ComposerFile extends ContractFile {
  /** The composer that travels inside this module. */
  public static final String SHIPPED = "chorale";

  private final ComposerMetadata metadata;

  private ComposerFile(String source, byte[] bytes, OnnxGraph graph, ComposerMetadata metadata) {
    super(source, bytes, graph);
    this.metadata = metadata;
  }

  /**
   * Reads the shipped composer, by its name, or a file.
   *
   * @throws ModelFileException when it cannot be read, or its contract does not hold
   */
  public static ComposerFile of(String nameOrPath) {
    return nameOrPath.equals(SHIPPED)
        ? shipped()
        : read(nameOrPath, Contract.bytes(Path.of(nameOrPath)));
  }

  /** The composer that is shipped. */
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
    ComposerMetadata metadata = Contract.metadata(source, graph, ComposerMetadata::of);
    List<String> inputs = new ArrayList<>(List.of(ComposerMetadata.NOTE, ComposerMetadata.PLACE));
    metadata.states().forEach(state -> inputs.add(state.name()));
    Contract.inputs(source, graph, inputs);
    Contract.check(source, "input", ComposerMetadata.NOTE, graph.inputs(), 1);
    Contract.check(source, "input", ComposerMetadata.PLACE, graph.inputs(), 1);
    Contract.check(
        source, "output", ComposerMetadata.PROBABILITIES, graph.outputs(), Composer.CLASSES);
    for (State state : metadata.states()) {
      String next = ComposerMetadata.NEXT + state.name();
      Contract.check(source, "input", state.name(), graph.inputs(), state.size());
      Contract.check(source, "output", next, graph.outputs(), state.size());
    }
    return new ComposerFile(source, bytes, graph, metadata);
  }

  @Override
  public ModelRef model() {
    return metadata.model();
  }

  @Override
  public Map<String, String> lines() {
    return metadata.toMap();
  }

  /** What it says of itself. */
  public ComposerMetadata metadata() {
    return metadata;
  }
}
