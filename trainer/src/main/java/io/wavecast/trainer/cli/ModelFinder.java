package io.wavecast.trainer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds models by file or, for those that ship, by name. */
final class ModelFinder {
  /** The launcher says where the working copy is. */
  private static final String HOME = "wavecast.home";

  private static final Path SHIPPED =
      Path.of("stream-app/onnx/src/main/resources/io/wavecast/onnx/models");

  private static final String SUFFIX = ".onnx";

  private ModelFinder() {}

  /**
   * The file of a model.
   *
   * @throws IOException when there is no such file, and no model of that name ships
   */
  static Path find(String model) throws IOException {
    Path file = Path.of(model);
    if (Files.isRegularFile(file)) {
      return file;
    }
    List<String> shipped = shipped();
    if (shipped.contains(model)) {
      return folder().resolve(model + SUFFIX);
    }
    throw new IOException(
        "there is no file '%s', and no model of that name ships; models: %s"
            .formatted(model, String.join(", ", shipped)));
  }

  private static List<String> shipped() throws IOException {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(f -> String.valueOf(f.getFileName()))
          .filter(f -> f.endsWith(SUFFIX))
          .map(f -> f.substring(0, f.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  private static Path folder() {
    return Path.of(System.getProperty(HOME, ".")).resolve(SHIPPED);
  }
}
