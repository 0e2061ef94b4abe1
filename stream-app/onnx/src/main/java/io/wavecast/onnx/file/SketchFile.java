package io.wavecast.onnx.file;

import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.schemas.ModelRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The file of a sketch classifier: it takes {@code points} float [batch, 100, 3], gives {@code
 * probabilities} float [batch, classes], and carries the lines of {@link SketchMetadata}.
 */
public final class SketchFile extends ContractFile {
  /** The name of the classifier that is shipped. */
  public static final String SHIPPED = "sketch";

  private final SketchMetadata metadata;

  private SketchFile(String source, byte[] bytes, OnnxGraph graph, SketchMetadata metadata) {
    super(source, bytes, graph);
    this.metadata = metadata;
  }

  /** The classifier that is shipped. */
  public static SketchFile shipped() {
    return read(
        "shipped:" + SHIPPED, Contract.shipped("/io/wavecast/onnx/sketches/" + SHIPPED + ".onnx"));
  }

  /**
   * Reads a file.
   *
   * @throws ModelFileException when it cannot be read, or its contract does not hold
   */
  public static SketchFile read(Path path) {
    return read(path.toString(), Contract.bytes(path));
  }

  /**
   * Reads a file's bytes.
   *
   * @param source names the file in messages
   * @param bytes shared: must not be changed afterwards
   * @throws ModelFileException when the contract does not hold
   */
  public static SketchFile read(String source, byte[] bytes) {
    OnnxGraph graph = Contract.graph(source, bytes);
    SketchMetadata metadata = Contract.metadata(source, graph, SketchMetadata::of);
    Contract.inputs(source, graph, List.of(SketchMetadata.INPUT));
    Contract.check(
        source,
        "input",
        SketchMetadata.INPUT,
        graph.inputs(),
        SketchPoints.MAX,
        SketchPoints.WIDTH);
    int classes = metadata.classes().size();
    Contract.check(source, "output", SketchMetadata.PROBABILITIES, graph.outputs(), classes);
    return new SketchFile(source, bytes, graph, metadata);
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
  public SketchMetadata metadata() {
    return metadata;
  }
}
