package io.wavecast.service.cli;

import io.wavecast.service.runtime.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command writes once its work is done. */
final class OutputFile {
  private OutputFile() {}

  /** What writes a file. */
  @FunctionalInterface
  interface Writing {
    void write(Path file) throws IOException;
  }

  /**
   * Before the work, not after it.
   *
   * @throws UsageException when the file could not be written
   */
  static void require(String option, Path file) {
    if (Files.isDirectory(file)) {
      throw new UsageException(option + " must be a file, got a folder: " + file);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(option + " must be in a folder that exists, got: " + file);
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new UsageException(option + " must be a file that can be written, got: " + file);
    }
  }

  /**
   * @throws FailureException when it cannot be written after all
   */
  static void write(Path file, Writing writing) {
    try {
      writing.write(file);
    } catch (IOException e) {
      throw new FailureException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
