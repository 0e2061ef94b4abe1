package io.wavecast.service.cli;

import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.runtime.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A model on the command line: a file, or the name of one that can be chosen. */
final class ModelArgument {
  @Parameters(
      paramLabel = "FILE",
      description = "An ONNX file, or the name of a model that 'models list' shows.")
  @SuppressWarnings("NullAway.Init")
  private String name;

  /**
   * Reads it.
   *
   * @throws io.wavecast.onnx.file.ModelFileException when it is absent, foreign or broken
   */
  ContractFile read(ServiceConfig config) {
    Path path = Path.of(name);
    boolean looksLikeFile = name.endsWith(".onnx") || name.contains("/") || Files.exists(path);
    if (looksLikeFile) {
      return ContractFile.read(path);
    }
    return switch (name) {
      case SketchFile.SHIPPED -> SketchFile.shipped();
      case ComposerFile.SHIPPED -> ComposerFile.shipped();
      default -> Models.catalog(config.models().directory()).find(name);
    };
  }

  /**
   * Reads a forecaster.
   *
   * @throws io.wavecast.onnx.file.ModelFileException when it is absent, foreign or broken
   */
  ModelFile forecaster(ServiceConfig config) {
    if (read(config) instanceof ModelFile file) {
      return file;
    }
    throw new UsageException("FILE must be a forecaster, got: '" + name + "'");
  }
}
