package io.wavecast.service.cli;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Says how far a command has read, a line every ten seconds. Not thread-safe. */
final class Progress {
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(10);

  private final long total;
  private final Consumer<String> tell;

  /** Bytes of the files started so far. */
  private long started;

  private long told = System.nanoTime();

  /**
   * @param total bytes of all files
   * @param tell takes the lines
   */
  Progress(long total, Consumer<String> tell) {
    this.total = total;
    this.tell = tell;
  }

  /** Starts the next file; the result receives the number of bytes of it that are done. */
  LongConsumer next(String label, Path file) {
    long before = started;
    started += file.toFile().length();
    return bytes ->
        tell(() -> "%s: %d of %d MB".formatted(label, (before + bytes) >> 20, total >> 20));
  }

  /** Starts a topic; the result receives the number of records that are done. */
  LongConsumer records(String label) {
    return count -> tell(() -> "%s: %d records".formatted(label, count));
  }

  private void tell(Supplier<String> line) {
    if (System.nanoTime() - told > PERIOD) {
      told = System.nanoTime();
      tell.accept(line.get());
    }
  }
}
