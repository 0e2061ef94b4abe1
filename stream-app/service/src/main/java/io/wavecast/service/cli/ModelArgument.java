package io.wavecast.service.cli;

import io.wavecast.onnx.ModelFile;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.runtime.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A model that is named on the command line: a file, or the name of one that can be chosen. */
final class ModelArgument {
  @Parameters(
      paramLabel = "FILE",
      description = "An ONNX file, or the name of a model that 'models list' shows.")
  @SuppressWarnings("NullAway.Init")
  private String name;

  /**
   * Reads it.
   *
   * @throws io.wavecast.onnx.ModelFileException when it is absent, foreign or broken
   */
  ModelFile read(ServiceConfig config) {
    Path path = Path.of(name);
    boolean looksLikeFile = name.endsWith(".onnx") || name.contains("/") || Files.exists(path);
    return looksLikeFile
        ? ModelFile.read(path)
        : Models.catalog(config.models().directory()).find(name);
  }
}
