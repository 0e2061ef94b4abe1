package io.wavecast.trainer.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Fetches and unpacks {@code .tgz} and {@code .tar.gz} files. */
public final class Archives {
  private Archives() {}

  /**
   * Fetches what is not there, as {@link Downloads#fetch}, and unpacks what are archives by their
   * names.
   *
   * @throws IOException when a file cannot be fetched or unpacked
   */
  public static void fetch(List<Downloads.Item> items, Path folder, Consumer<String> log)
      throws IOException {
    Downloads.fetch(items, folder, log);
    for (Downloads.Item item : items) {
      if (item.name().matches(".+\\.(tgz|tar\\.gz)")) {
        unpack(folder.resolve(item.name()), folder);
      }
    }
  }

  /**
   * Unpacks the files of an archive; links and other things in it are left out. Files that are
   * there are replaced.
   *
   * @throws IOException when it cannot be read, or holds a name that leads out of the folder
   */
  static void unpack(Path archive, Path folder) throws IOException {
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
