package io.wavecast.lab.context50;

import io.wavecast.trainer.data.Downloads;
import io.wavecast.trainer.data.LineList;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of public data.
 *
 * @param group the group that its series are counted in
 * @param sha256 its checksum; empty when it is not known, and the file is not downloaded
 * @param address where it is published
 */
record PublicFile(String group, String sha256, URI address) {
  private static final String LIST = "context50.txt";

  /** The files of the suite, in the order of their groups. */
  static List<PublicFile> all() throws IOException {
    return LineList.ofProgram(PublicFile.class, LIST, PublicFile::of);
  }

  private static PublicFile of(String line) {
    String[] parts = line.split(" ", 3);
    return new PublicFile(parts[0], parts[1].equals("-") ? "" : parts[1], URI.create(parts[2]));
  }

  String name() {
    return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
  }

  boolean isKnown() {
    return !sha256.isEmpty();
  }

  /**
   * Finds the file below a folder, by its name and, where it is known, its checksum.
   *
   * @throws IOException when the folder cannot be read
   */
  Optional<Path> below(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(p -> p.endsWith(name())).sorted().toList()) {
        if (!isKnown() || Downloads.sha256(path).equals(sha256)) {
          return Optional.of(path);
        }
      }
    }
    return Optional.empty();
  }

  /** What is downloaded. The checksum must be known. */
  Downloads.Item item() {
    return new Downloads.Item(sha256, address);
  }
}
