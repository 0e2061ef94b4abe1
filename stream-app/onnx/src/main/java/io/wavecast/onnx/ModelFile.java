package io.wavecast.onnx;

import io.wavecast.core.forecast.IntervalPicker;
import io.wavecast.core.forecast.ModelMetadata;
import io.wavecast.schemas.ModelRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A model file whose contract holds on paper: it takes {@code window} float [batch, 50, 1], gives
 * {@code forecast} float [batch, 10] and {@code quantiles} float [batch, 10, levels], and carries
 * the lines of {@link ModelMetadata}. Whether it also runs is for {@link OnnxForecaster#open} to
 * find out. Immutable.
 */
public final class ModelFile {
  private static final long MAX_BYTES = 512L << 20;

  private final String source;
  private final byte[] bytes;
  private final String sha256;
  private final OnnxGraph graph;
  private final ModelMetadata metadata;

  private ModelFile(String source, byte[] bytes, OnnxGraph graph, ModelMetadata metadata) {
    this.source = source;
    this.bytes = bytes;
    this.sha256 = sha256Of(bytes);
    this.graph = graph;
    this.metadata = metadata;
  }

  /**
   * Reads a file.
   *
   * @throws ModelFileException when it cannot be read, or its contract does not hold
   */
  public static ModelFile read(Path path) {
    String source = path.toString();
    try {
      long size = Files.size(path);
      if (size > MAX_BYTES) {
        throw new ModelFileException(
            source, "it must have at most " + MAX_BYTES + " bytes, got: " + size);
      }
      return read(source, Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw new ModelFileException(source, "there is no such file", e);
    } catch (IOException e) {
      throw new ModelFileException(source, "it cannot be read: " + OneLine.of(e), e);
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @param source names the file in messages
   * @param bytes shared: must not be changed afterwards
   * @throws ModelFileException when the contract does not hold
   */
  public static ModelFile read(String source, byte[] bytes) {
    OnnxGraph graph;
    try {
      graph = OnnxGraphReader.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, "it is not an ONNX file, or only a part of one", e);
    }
    ModelMetadata metadata;
    try {
      metadata = ModelMetadata.of(graph.metadata());
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, OneLine.of(e), e);
    }
    if (!graph.selfContained()) {
      throw new ModelFileException(source, "its weights must lie in the file itself");
    }
    int window = metadata.window();
    int horizon = metadata.horizon();
    int levels = metadata.quantileLevels().size();
    List<String> inputs = graph.inputs().stream().map(OnnxGraph.Tensor::name).toList();
    if (!inputs.equals(List.of(ModelMetadata.INPUT))) {
      throw new ModelFileException(
          source, "its only input must be '" + ModelMetadata.INPUT + "', got: " + inputs);
    }
    check(source, "input", ModelMetadata.INPUT, graph.inputs(), window, 1);
    check(source, "output", ModelMetadata.FORECAST, graph.outputs(), horizon);
    check(source, "output", ModelMetadata.QUANTILES, graph.outputs(), horizon, levels);
    return new ModelFile(source, bytes, graph, metadata);
  }

  /**
   * @throws ModelFileException when a tensor is absent or has another shape
   */
  static void check(
      String source, String kind, String name, List<OnnxGraph.Tensor> all, int... sizes) {
    OnnxGraph.Tensor tensor =
        all.stream()
            .filter(t -> t.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new ModelFileException(
                        source,
                        kind
                            + " '"
                            + name
                            + "' must be present, got: "
                            + all.stream().map(OnnxGraph.Tensor::name).toList()));
    if (!tensor.isFloatBatchOf(sizes)) {
      StringBuilder shape = new StringBuilder("[batch");
      for (int size : sizes) {
        shape.append(", ").append(size);
      }
      throw new ModelFileException(
          source, kind + " '" + name + "' must be float " + shape + "], got: " + tensor);
    }
  }

  /**
   * Requires that its quantiles reach as far as intervals of a level do.
   *
   * @throws ModelFileException when they don't
   */
  void requireLevel(double level) {
    try {
      IntervalPicker.of(metadata.levels(), level);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, OneLine.of(e), e);
    }
  }

  private static String sha256Of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Where it came from: a path, or the name of a model that is shipped. */
  public String source() {
    return source;
  }

  /** Its size in bytes. */
  public int size() {
    return bytes.length;
  }

  /** Its checksum, 64 hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** What it declares. */
  public OnnxGraph graph() {
    return graph;
  }

  /** What it says of itself. */
  public ModelMetadata metadata() {
    return metadata;
  }

  /** Name and version. */
  public ModelRef model() {
    return metadata.model();
  }

  /** The file itself: shared, must not be changed. */
  byte[] bytes() {
    return bytes;
  }
}
