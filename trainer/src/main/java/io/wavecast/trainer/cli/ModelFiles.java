package io.wavecast.trainer.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Finds models by file or, for those that ship, by name. */
final class ModelFiles {
  /** The launcher says where the working copy is. */
  private static final String HOME = "wavecast.home";

  private static final Path SHIPPED =
      Path.of("stream-app/onnx/src/main/resources/io/wavecast/onnx/models");

  private ModelFiles() {}

  /**
   * The file of a model.
   *
   * @throws NoSuchFileException when there is no such file, and no model of that name ships
   */
  static Path find(String model) throws NoSuchFileException {
    Path file = Path.of(model);
    if (Files.isRegularFile(file)) {
      return file;
    }
    Path shipped = Path.of(System.getProperty(HOME, ".")).resolve(SHIPPED).resolve(model + ".onnx");
    if (model.matches("[A-Za-z0-9._-]+") && Files.isRegularFile(shipped)) {
      return shipped;
    }
    throw new NoSuchFileException(model);
  }
}
