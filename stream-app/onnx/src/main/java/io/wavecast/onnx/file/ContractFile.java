package io.wavecast.onnx.file;

import io.wavecast.core.model.FileSeal;
import io.wavecast.core.model.ModelMetadata;
import io.wavecast.schemas.ModelRef;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A model file of any kind whose declarations and metadata satisfy the contract of its kind. It has
 * not been loaded by ONNX Runtime. Immutable.
 *
 * @param <M> the metadata of its kind
 */
public class ContractFile<M extends ModelMetadata> {
  /** Reads the files of one kind. */
  @FunctionalInterface
  public interface Reader {
    ContractFile<?> read(String source, byte[] bytes);
  }

  private final String source;
  private final byte[] bytes;
  private final String sha256;
  private final OnnxGraph graph;
  private final M metadata;
  private final Signature signature;

  /**
   * @param source names the file in messages
   * @param bytes shared: must not be changed afterwards
   * @param reader reads its metadata
   * @param contract the inputs and outputs that the metadata promises
   * @throws ModelFileException when the contract does not hold
   */
  public ContractFile(
      String source,
      byte[] bytes,
      Function<Map<String, String>, M> reader,
      Function<M, Signature> contract) {
    this.source = source;
    this.bytes = bytes;
    this.sha256 = FileSeal.sha256(bytes);
    this.graph = Contract.graph(source, bytes);
    this.metadata = Contract.metadata(source, graph, reader);
    this.signature = contract.apply(metadata);
    Contract.check(source, graph, signature);
  }

  /**
   * Reads a file of the kind that its metadata names, or else a forecaster.
   *
   * @param readers of other kinds, by their metadata line {@code kind}
   * @throws ModelFileException when it cannot be read, or its contract does not hold
   */
  public static ContractFile<?> read(Path path, Map<String, Reader> readers) {
    byte[] bytes = Contract.bytes(path);
    String source = path.toString();
    String kind = Contract.graph(source, bytes).metadata().getOrDefault("kind", "");
    return readers.getOrDefault(kind, ModelFile::read).read(source, bytes);
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
  public final M metadata() {
    return metadata;
  }

  /** Name and version. */
  public final ModelRef model() {
    return metadata.model();
  }

  /** The properties of its metadata, in the order of the file. */
  public final Map<String, String> lines() {
    return metadata.toMap();
  }

  /** The content of the file. Shared: do not change. */
  public final byte[] bytes() {
    return bytes;
  }
}
