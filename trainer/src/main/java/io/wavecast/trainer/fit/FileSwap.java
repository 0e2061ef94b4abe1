package io.wavecast.trainer.fit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file atomically: after a kill or a power cut either the old file or the new one is
 * complete.
 */
final class FileSwap {

  /** Writes to a stream or forces a path. */
  @FunctionalInterface
  interface Action<T> {
    void on(T target) throws IOException;
  }

  private FileSwap() {}

  /**
   * Writes the new file beside the old one, then moves it there.
   *
   * @param content writes what the file will hold
   * @param sync brings onto the disk what was written to a file, or what a folder holds; called
   *     with the new file before the move, and with its folder after it
   */
  static void replace(Path file, Action<OutputStream> content, Action<Path> sync)
      throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(next))) {
      content.on(out);
    }
    sync.on(next);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      sync.on(folder);
    }
  }

  /** Forces a file; a folder where the platform can open one, which Windows cannot. */
  static void force(Path path) throws IOException {
    boolean isFolder = Files.isDirectory(path);
    try (FileChannel channel =
        FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      if (!isFolder) {
        throw e;
      }
    }
  }
}
