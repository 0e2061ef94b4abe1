package io.wavecast.onnx;

import io.wavecast.core.forecast.IntervalPicker;
import io.wavecast.core.forecast.ModelMetadata;
import io.wavecast.schemas.ModelRef;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model file whose contract holds on paper: it takes {@code window} float [batch, 50, 1], gives
 * {@code forecast} float [batch, 10] and {@code quantiles} float [batch, 10, levels], and carries
 * the lines of {@link ModelMetadata}. Whether it also runs is for {@link OnnxForecaster#open} to
 * find out. Immutable.
 */
public final class ModelFile implements ContractFile {
  private final String source;
  private final byte[] bytes;
  private final String sha256;
  private final OnnxGraph graph;
  private final ModelMetadata metadata;

  private ModelFile(String source, byte[] bytes, OnnxGraph graph, ModelMetadata metadata) {
    this.source = source;
    this.bytes = bytes;
    this.sha256 = Contract.sha256(bytes);
    this.graph = graph;
    this.metadata = metadata;
  }

  /**
   * Reads a file.
   *
   * @throws ModelFileException when it cannot be read, or its contract does not hold
   */
  public static ModelFile read(Path path) {
    return read(path.toString(), Contract.bytes(path));
  }

  /**
   * Reads a file's bytes.
   *
   * @param source names the file in messages
   * @param bytes shared: must not be changed afterwards
   * @throws ModelFileException when the contract does not hold
   */
  public static ModelFile read(String source, byte[] bytes) {
    OnnxGraph graph = Contract.graph(source, bytes);
    ModelMetadata metadata;
    try {
      metadata = ModelMetadata.of(graph.metadata());
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, OneLine.of(e), e);
    }
    int window = metadata.window();
    int horizon = metadata.horizon();
    int levels = metadata.quantileLevels().size();
    Contract.onlyInput(source, graph, ModelMetadata.INPUT);
    Contract.check(source, "input", ModelMetadata.INPUT, graph.inputs(), window, 1);
    Contract.check(source, "output", ModelMetadata.FORECAST, graph.outputs(), horizon);
    Contract.check(source, "output", ModelMetadata.QUANTILES, graph.outputs(), horizon, levels);
    return new ModelFile(source, bytes, graph, metadata);
  }

  /**
   * Requires that its quantiles reach as far as intervals of a level do.
   *
   * @throws ModelFileException when they don't
   */
  public void requireLevel(double level) {
    try {
      IntervalPicker.of(metadata.levels(), level);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source, OneLine.of(e), e);
    }
  }

  /** Where it came from: a path, or the name of a model that is shipped. */
  @Override
  public String source() {
    return source;
  }

  /** Its size in bytes. */
  @Override
  public int size() {
    return bytes.length;
  }

  /** Its checksum, 64 hexadecimal digits. */
  @Override
  public String sha256() {
    return sha256;
  }

  /** What it declares. */
  @Override
  public OnnxGraph graph() {
    return graph;
  }

  /** What it says of itself. */
  public ModelMetadata metadata() {
    return metadata;
  }

  /** Name and version. */
  @Override
  public ModelRef model() {
    return metadata.model();
  }

  @Override
  public Map<String, String> lines() {
    return metadata.toMap();
  }

  /** The file itself: shared, must not be changed. */
  byte[] bytes() {
    return bytes;
  }
}
