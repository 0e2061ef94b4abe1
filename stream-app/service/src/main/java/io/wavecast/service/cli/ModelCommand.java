package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.service.runtime.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import picocli.CommandLine.Parameters;

/** A command about one model: a file, or the name of one that can be chosen. */
abstract class ModelCommand extends ResultCommand {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "An ONNX file, or the name of a model that 'models list' shows.")
  @SuppressWarnings("NullAway.Init")
  private String model;

  ModelCommand() {
    super(EnumSet.of(Group.MODELS));
  }

  /**
   * Reads the model.
   *
   * @throws io.wavecast.onnx.file.ModelFileException when it is absent or violates the contract
   */
  final ContractFile<?> read() {
    if (isPath()) {
      return ContractFile.read(Path.of(model));
    }
    return switch (model) {
      case SketchFile.SHIPPED -> SketchFile.shipped();
      case ComposerFile.SHIPPED -> ComposerFile.shipped();
      default -> Models.catalog(config().models()).find(model);
    };
  }

  /** Whether a file is named, and not a model of the directory or a shipped one. */
  final boolean isPath() {
    return model.endsWith(".onnx") || model.contains("/") || Files.exists(Path.of(model));
  }

  /**
   * Reads a model of one kind.
   *
   * @param what the kind, for the message
   * @throws io.wavecast.onnx.file.ModelFileException when it is absent or violates the contract
   * @throws UsageException when it is of another kind
   */
  final <T extends ContractFile<?>> T read(Class<T> kind, String what) {
    ContractFile<?> file = read();
    if (!kind.isInstance(file)) {
      throw new UsageException("FILE must be " + what + ", got: '" + model + "'");
    }
    return kind.cast(file);
  }
}
