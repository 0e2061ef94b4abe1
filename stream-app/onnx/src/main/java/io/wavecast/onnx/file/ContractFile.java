package io.wavecast.onnx.file;

import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.core.model.FileSeal;
import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.schemas.ModelRef;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model file of any kind whose contract holds on paper. Whether it also runs is for the one that
 * opens it to find out. Immutable.
 */
public abstract sealed class ContractFile permits ComposerFile, ModelFile, SketchFile {
  private final String source;
  private final byte[] bytes;
  private final String sha256;
  private final OnnxGraph graph;

  ContractFile(String source, byte[] bytes, OnnxGraph graph) {
    this.source = source;
    this.bytes = bytes;
    this.sha256 = FileSeal.sha256(bytes);
    this.graph = graph;
  }

  /**
   * Reads a file of whatever kind its own line says; a forecaster where it says nothing.
   *
   * @throws ModelFileException when it cannot be read, or its contract does not hold
   */
  public static ContractFile read(Path path) {
    byte[] bytes = Contract.bytes(path);
    String source = path.toString();
    String kind = Contract.graph(source, bytes).metadata().getOrDefault("kind", "");
    return switch (kind) {
      case SketchMetadata.KIND -> SketchFile.read(source, bytes);
      case ComposerMetadata.KIND -> ComposerFile.read(source, bytes);
      default -> ModelFile.read(source, bytes);
    };
  }

  /** Where it came from: a path, or the name of a model that is shipped. */
  public final String source() {
    return source;
  }

  /** Its size in bytes. */
  public final int size() {
    return bytes.length;
  }

  /** Its checksum, 64 hexadecimal digits. */
  public final String sha256() {
    return sha256;
  }

  /** Whether it carries a checksum of itself, which then holds. */
  public final boolean isSealed() {
    return graph.metadata().containsKey(FileSeal.LINE);
  }

  /** What it declares. */
  public final OnnxGraph graph() {
    return graph;
  }

  /** Name and version. */
  public abstract ModelRef model();

  /** What it says of itself, line by line. */
  public abstract Map<String, String> lines();

  /** The file itself: shared, must not be changed. */
  public final byte[] bytes() {
    return bytes;
  }
}
