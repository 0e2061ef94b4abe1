package io.wavecast.onnx.file;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.forecast.IntervalPicker;
import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.file.Signature.Rows;
import java.nio.file.Path;
import java.util.List;

/**
 * A forecaster's file with the metadata of {@link ForecasterMetadata}. Input: {@code window}, float
 * [batch, window, 1]. Outputs: {@code forecast}, float [batch, horizon], and {@code quantiles},
 * float [batch, horizon, levels].
 */
public final class ModelFile extends ContractFile<ForecasterMetadata> {
  private ModelFile(String source, byte[] bytes) {
    super(source, bytes, ForecasterMetadata::of, ModelFile::signature);
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
    return new ModelFile(source, bytes);
  }

  private static Signature signature(ForecasterMetadata metadata) {
    int horizon = metadata.shape().horizon();
    return new Signature(
        List.of(Rows.of(ForecasterMetadata.INPUT, metadata.shape().window(), 1)),
        List.of(
            Rows.of(ForecasterMetadata.FORECAST, horizon),
            Rows.of(ForecasterMetadata.QUANTILES, horizon, metadata.quantileLevels().size())));
  }

  /**
   * Requires its quantiles to cover intervals of a level.
   *
   * @throws ModelFileException when they do not
   */
  public void requireLevel(double level) {
    try {
      IntervalPicker.of(metadata().levels(), level);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(source(), "forecast." + Throwables.oneLine(e), e);
    }
  }
}
