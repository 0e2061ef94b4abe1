package io.wavecast.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of this repository, found from the working directory of a test. */
public final class Repository {
  private static final Path ROOT = root();

  private Repository() {}

  /** The absolute path of a file, given relative to the root. */
  public static Path path(String name) {
    return ROOT.resolve(name);
  }

  /** The text of a file, given relative to the root. */
  public static String read(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("CHANGELOG.md"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("tests must run within the repository");
      }
    }
    return folder;
  }
}
