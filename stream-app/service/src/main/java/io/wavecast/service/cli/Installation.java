package io.wavecast.service.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where this program runs from. */
public final class Installation {
  private Installation() {}

  /** The folder of an installed release archive; empty in a working copy. */
  public static Optional<Path> archive() {
    return Optional.ofNullable(System.getProperty("wavecast.home"))
        .map(Path::of)
        .filter(home -> Files.isRegularFile(home.resolve("lib/serve.classpath")));
  }
}
