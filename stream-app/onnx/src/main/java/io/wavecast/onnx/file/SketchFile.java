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
public final class SketchFile extends ContractFile<SketchMetadata> {
  /** Name of the shipped classifier. */
  public static final String SHIPPED = "sketch";

  private SketchFile(String source, byte[] bytes) {
    super(source, bytes, SketchMetadata::of, SketchFile::signature);
  }

  /**
   * Reads the shipped classifier by its name, or a file.
   *
   * @param nameOrLocation {@value #SHIPPED}, or as {@link ModelLocation#of} reads it
   * @param trusted which files may be loaded
   * @throws ModelFileException when it cannot be read, its contract does not hold, or it is not
   *     trusted
   */
  public static SketchFile of(String nameOrLocation, TrustedModels trusted) {
    return Contract.of(nameOrLocation, SHIPPED, "sketches/", SketchFile::new, trusted);
  }

  /** The shipped classifier. */
  public static SketchFile shipped() {
    return of(SHIPPED, TrustedModels.ALL);
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
    return new SketchFile(source, bytes);
  }

  private static Signature signature(SketchMetadata metadata) {
    return new Signature(
        List.of(Rows.of(SketchMetadata.INPUT, SketchPoints.MAX, SketchPoints.WIDTH)),
        List.of(Rows.of(SketchMetadata.PROBABILITIES, metadata.classes().size())));
  }
}
