package io.wavecast.trainer.cli;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ShippedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds models by file or, for those that ship, by name. */
final class ModelFinder {
  private ModelFinder() {}

  /**
   * A model.
   *
   * @throws IOException when there is no such file, and no model of that name ships
   * @throws io.wavecast.onnx.file.ModelFileException when it is no forecaster
   */
  static ModelFile find(String model) throws IOException {
    Path file = Path.of(model);
    if (Files.isRegularFile(file)) {
      return ModelFile.read(file);
    }
    if (ShippedModels.names().contains(model)) {
      return ShippedModels.read(model);
    }
    throw new IOException(
        "there is no file '%s', and no model of that name ships; models: %s"
            .formatted(model, String.join(", ", ShippedModels.names())));
  }
}
