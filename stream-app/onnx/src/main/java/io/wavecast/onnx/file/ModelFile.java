package io.wavecast.onnx.file;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.forecast.IntervalPicker;
import io.wavecast.core.text.Throwables;
import io.wavecast.schemas.ModelRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A forecaster's file: it takes {@code window} float [batch, 50, 1], gives {@code forecast} float
 * [batch, 10] and {@code quantiles} float [batch, 10, levels], and carries the lines of {@link
 * ModelMetadata}.
 */
public final class ModelFile extends ContractFile {
  private final ForecasterMetadata metadata;

  private ModelFile(String source, byte[] bytes, OnnxGraph graph, ForecasterMetadata metadata) {
    super(source, bytes, graph);
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
    ForecasterMetadata metadata = Contract.metadata(source, graph, ForecasterMetadata::of);
    int window = metadata.window();
    int horizon = metadata.horizon();
    int levels = metadata.quantileLevels().size();
    Contract.inputs(source, graph, List.of(ForecasterMetadata.INPUT));
    Contract.check(source, "input", ForecasterMetadata.INPUT, graph.inputs(), window, 1);
    Contract.check(source, "output", ForecasterMetadata.FORECAST, graph.outputs(), horizon);
    Contract.check(
        source, "output", ForecasterMetadata.QUANTILES, graph.outputs(), horizon, levels);
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
      throw new ModelFileException(source(), Throwables.oneLine(e), e);
    }
  }

  /** What it says of itself. */
  public ForecasterMetadata metadata() {
    return metadata;
  }

  @Override
  public ModelRef model() {
    return metadata.model();
  }

  @Override
  public Map<String, String> lines() {
    return metadata.toMap();
  }
}
