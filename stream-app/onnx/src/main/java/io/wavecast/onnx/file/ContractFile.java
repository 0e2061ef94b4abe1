package io.wavecast.onnx.file;

import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.core.model.FileSeal;
import io.wavecast.core.model.ModelMetadata;
import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.schemas.ModelRef;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model file of any kind whose declarations and metadata satisfy the contract of its kind. It has
 * not been loaded by ONNX Runtime. Immutable.
 */
public abstract sealed class ContractFile permits ComposerFile, ModelFile, SketchFile {
  private final String source;
  private final byte[] bytes;
  private final String sha256;
  private final OnnxGraph graph;
  private final Signature signature;

  ContractFile(String source, byte[] bytes, OnnxGraph graph, Signature signature) {
    Contract.check(source, graph, signature);
    this.source = source;
    this.bytes = bytes;
    this.sha256 = FileSeal.sha256(bytes);
    this.graph = graph;
    this.signature = signature;
  }

  /**
   * Reads a file of the kind that its metadata names, or a forecaster where it names none.
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

  /** A path, or the name of a shipped model. */
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

  /** Whether it carries its own checksum, which has been verified. */
  public final boolean isSealed() {
    return graph.metadata().containsKey(FileSeal.LINE);
  }

  /** What it declares. */
  public final OnnxGraph graph() {
    return graph;
  }

  /** The inputs and outputs of its contract. */
  public final Signature signature() {
    return signature;
  }

  /** Its metadata. */
  public abstract ModelMetadata metadata();

  /** Name and version. */
  public final ModelRef model() {
    return metadata().model();
  }

  /** The properties of its metadata, in the order of the file. */
  public final Map<String, String> lines() {
    return metadata().toMap();
  }

  /** The content of the file. Shared: do not change. */
  public final byte[] bytes() {
    return bytes;
  }
}
