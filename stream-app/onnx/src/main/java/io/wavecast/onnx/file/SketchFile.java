package io.wavecast.onnx.file;

import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.onnx.file.Signature.Rows;
import java.nio.file.Path;
import java.util.List;

/**
 * A sketch classifier's file with the metadata of {@link SketchMetadata}. Input: {@code points},
 * float [batch, 100, 3]. Output: {@code probabilities}, float [batch, classes].
 */
public final class SketchFile extends ContractFile {
  /** Name of the shipped classifier. */
  public static final String SHIPPED = "sketch";

  private final SketchMetadata metadata;

  private SketchFile(String source, byte[] bytes, OnnxGraph graph, SketchMetadata metadata) {
    super(source, bytes, graph, signature(metadata));
    this.metadata = metadata;
  }

  /**
   * Reads the shipped classifier by its name, or a file.
   *
   * @param nameOrLocation {@value #SHIPPED}, or as {@link ModelLocation#of} reads it
   * @throws ModelFileException when it cannot be read, or its contract does not hold
   */
  public static SketchFile of(String nameOrLocation) {
    if (nameOrLocation.equals(SHIPPED)) {
      return shipped();
    }
    ModelLocation location = ModelLocation.of(nameOrLocation);
    return read(location.source(), location.read());
  }

  /** The shipped classifier. */
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
    return new SketchFile(
        source, bytes, graph, Contract.metadata(source, graph, SketchMetadata::of));
  }

  private static Signature signature(SketchMetadata metadata) {
    return new Signature(
        List.of(Rows.of(SketchMetadata.INPUT, SketchPoints.MAX, SketchPoints.WIDTH)),
        List.of(Rows.of(SketchMetadata.PROBABILITIES, metadata.classes().size())));
  }

  @Override
  public SketchMetadata metadata() {
    return metadata;
  }
}
