package io.wavecast.onnx;

import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.schemas.ModelRef;
import java.nio.file.Path;
import java.util.Map;

/** A model file of any kind whose contract holds on paper. */
public interface ContractFile {
  /** Where it came from: a path, or the name of a model that is shipped. */
  String source();

  /** Its size in bytes. */
  int size();

  /** Its checksum, 64 hexadecimal digits. */
  String sha256();

  /** What it declares. */
  OnnxGraph graph();

  /** Name and version. */
  ModelRef model();

  /** What it says of itself, line by line. */
  Map<String, String> lines();

  /**
   * Reads a file of whatever kind its own line says; a forecaster where it says nothing.
   *
   * @throws ModelFileException when it cannot be read, or its contract does not hold
   */
  static ContractFile read(Path path) {
    byte[] bytes = Contract.bytes(path);
    String source = path.toString();
    String kind = Contract.graph(source, bytes).metadata().getOrDefault("kind", "");
    return kind.equals(SketchMetadata.KIND)
        ? SketchFile.read(source, bytes)
        : ModelFile.read(source, bytes);
  }
}
