package io.wavecast.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of this repository. */
public final class Repository {
  private static final Path ROOT = root();

  private Repository() {}

  public static Path path(String name) {
    return ROOT.resolve(name);
  }

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
        throw new IllegalStateException("run tests within the repository");
      }
    }
    return folder;
  }
}
