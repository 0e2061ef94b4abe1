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

  /** What the file will hold. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Brings what was written to a file, or what a folder holds, onto the disk. */
  @FunctionalInterface
  interface Sync {
    void force(Path path) throws IOException;
  }

  private FileSwap() {}

  /**
   * Writes the new file beside the old one, then moves it there.
   *
   * @param sync called with the new file before the move, and with its folder after it
   */
  static void replace(Path file, Content content, Sync sync) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(next))) {
      content.writeTo(out);
    }
    sync.force(next);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      sync.force(folder);
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
