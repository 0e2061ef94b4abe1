package io.wavecast.service.runtime;

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
   * Why the stores cannot be written; empty where they can be.
   *
   * @param folder of the stores; nothing is required while it is absent
   */
  static Optional<String> problem(Path folder) {
    return problem(folder, LEAST);
  }

  /**
   * @param least space that the stores need, bytes
   */
  static Optional<String> problem(Path folder, long least) {
    try {
      if (!Files.exists(folder)) {
        return Optional.empty();
      }
      if (!Files.isWritable(folder)) {
        return Optional.of(folder + " cannot be written");
      }
      long space = Files.getFileStore(folder).getUsableSpace();
      return space >= least
          ? Optional.empty()
          : Optional.of(
              "%s has %d MiB of space left: forecasts stop until there is more"
                  .formatted(folder, space >> 20));
    } catch (IOException e) {
      return Optional.of("%s cannot be read: %s".formatted(folder, e));
    }
  }
}
