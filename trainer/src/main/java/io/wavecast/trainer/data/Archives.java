package io.wavecast.trainer.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks {@code .tgz} and {@code .tar.gz} files. */
public final class Archives {
  private Archives() {}

  /** True for a file that {@link #unpack} reads, by its name. */
  public static boolean isArchive(Path file) {
    return file.getFileName().toString().matches(".+\\.(tgz|tar\\.gz)");
  }

  /**
   * Unpacks the files of an archive; links and other things in it are left out. Files that are
   * there are replaced.
   *
   * @throws IOException when it cannot be read, or holds a name that leads out of the folder
   */
  public static void unpack(Path archive, Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
          throw new IOException(archive + " holds a file outside of it: " + entry.getName());
        }
        if (entry.isFile()) {
          Files.createDirectories(target.resolveSibling("."));
          Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
