package io.wavecast.service.runtime;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the state stores can still be written. On a full disk RocksDB keeps what it has in memory
 * and makes writers wait until there is space: stream threads stand still without an error.
 */
final class StateDisk {
  /** Stores need more than this for the files that they write next, bytes. */
  private static final long LEAST = 16L << 20;

  private StateDisk() {}

  /**
   * Requires that the stores can be written. Creates nothing.
   *
   * @param data the data directory, which may be absent
   * @throws FailureException when it is a file, or cannot be written or created
   */
  static void require(Path data) {
    Path there = data.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new FailureException(
          "data.dir cannot be %s: %s is not a directory".formatted(data, there));
    }
    if (!Files.isWritable(there)) {
      throw new FailureException("data.dir cannot be %s: %s".formatted(data, unwritable(there)));
    }
  }

  private static String unwritable(Path there) {
    return "the user '%s' may not write to %s, or its disk is read-only"
        .formatted(System.getProperty("user.name"), there);
  }

  /**
   * Why the stores cannot be written; empty where they can be.
   *
   * @param folder of the stores; nothing is required while it is absent
   */
  static Optional<String> problem(Path folder) {
    return problem(folder, LEAST);
  }

  /**
   * Why the stores cannot be written; empty where they can be.
   *
   * @param least space that the stores need, bytes
   */
  static Optional<String> problem(Path folder, long least) {
    try {
      if (!Files.exists(folder)) {
        return Optional.empty();
      }
      if (!Files.isWritable(folder)) {
        return Optional.of(unwritable(folder));
      }
      long space = Files.getFileStore(folder).getUsableSpace();
      return space >= least
          ? Optional.empty()
          : Optional.of(
              "%s has %d MiB of space left: forecasts stop when it is full"
                  .formatted(folder, space >> 20));
    } catch (IOException e) {
      return Optional.of("%s cannot be read: %s".formatted(folder, Throwables.reason(e)));
    }
  }
}
