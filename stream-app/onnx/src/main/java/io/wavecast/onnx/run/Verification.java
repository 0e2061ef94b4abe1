package io.wavecast.onnx.run;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import java.util.Optional;

/**
 * A model file that was loaded and tried.
 *
 * @param file the file
 * @param device where it was tried: {@link Device#CPU} or {@link Device#CUDA}
 * @param fallback one line that says why a GPU was not used, where one was looked for
 * @param trial what the trial found
 */
public record Verification(
    ModelFile file, Device device, Optional<String> fallback, BatchInvariance trial) {

  /**
   * Loads and tries a file, and closes it again.
   *
   * @throws ModelFileException when it would be refused
   */
  public static Verification of(ModelFile file, Device device) {
    try (OnnxForecaster model = OnnxForecaster.open(file, device)) {
      return new Verification(file, model.device(), model.fallback(), model.trial());
    }
  }
}
