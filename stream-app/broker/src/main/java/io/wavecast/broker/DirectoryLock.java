package io.wavecast.broker;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Locks a data directory for one broker. The lock ends with the process, also when it is killed.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "wavecast-broker.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a directory for one broker; creates it where it is absent.
   *
   * @throws FailureException if the directory is not writable or another broker uses it
   */
  static DirectoryLock acquire(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new FailureException(
            "data directory %s is in use by another broker; stop that one or choose another directory"
                .formatted(directory));
      }
      return new DirectoryLock(channel);
    } catch (FileAlreadyExistsException e) {
      throw new FailureException("data directory %s is a file".formatted(directory), e);
    } catch (IOException e) {
      throw new FailureException(
          "data directory %s can't be used: %s".formatted(directory, Throwables.reason(e)), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new FailureException(
          "lock of the data directory can't be released: " + Throwables.reason(e), e);
    }
  }
}
