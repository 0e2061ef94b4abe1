package io.wavecast.service.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written beside its final place and moved there when it is closed, if it is to be
 * kept; otherwise it is deleted, and an earlier file of that name stays. Not thread-safe.
 */
final class PartFile implements AutoCloseable {
  private final Path target;
  private final Path path;
  private boolean kept;

  PartFile(Path target) {
    this.target = target;
    this.path = target.resolveSibling(target.getFileName() + ".part");
  }

  /** Where it is written. */
  Path path() {
    return path;
  }

  /** Its final place. */
  Path target() {
    return target;
  }

  /**
   * Whether nothing was written.
   *
   * @throws UncheckedIOException if that cannot be found out
   */
  boolean isEmpty() {
    try {
      return !Files.exists(path) || Files.size(path) == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void keep() {
    kept = true;
  }

  /**
   * Moves or deletes it; its writer must be closed.
   *
   * @throws UncheckedIOException if that fails
   */
  @Override
  public void close() {
    try {
      if (kept) {
        Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
