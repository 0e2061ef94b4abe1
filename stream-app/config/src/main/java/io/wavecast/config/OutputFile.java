package io.wavecast.config;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that a command writes at the end of its work. */
public final class OutputFile {
  private OutputFile() {}

  /** Writes a file. */
  @FunctionalInterface
  public interface Writing {
    void write(Path file) throws IOException;
  }

  /**
   * Checks before the work that a file can be written.
   *
   * @throws UsageException if it cannot
   */
  public static void require(String option, Path file) {
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
   * Replaces a file atomically, because a service may be watching it.
   *
   * @throws FailureException if it cannot be written
   */
  public static void replace(Path file, byte[] content) {
    write(
        file,
        path -> {
          Path copy = path.resolveSibling(path.getFileName() + ".new");
          Files.write(copy, content);
          Files.move(
              copy, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /**
   * Writes a file.
   *
   * @throws FailureException if it cannot be written
   */
  public static void write(Path file, Writing writing) {
    try {
      writing.write(file);
    } catch (IOException e) {
      throw new FailureException("cannot write " + file + ": " + Throwables.reason(e), e);
    }
  }
}
