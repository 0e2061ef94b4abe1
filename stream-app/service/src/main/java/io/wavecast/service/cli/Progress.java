package io.wavecast.service.cli;

import io.wavecast.service.logging.Logging;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on stderr when that is a terminal, else nothing. Not thread-safe. */
final class Progress implements AutoCloseable {
  /** Set by the launcher, to the width in columns, when stderr is a terminal. */
  private static final String COLUMNS = "WAVECAST_COLUMNS";

  private final @Nullable ProgressBar bar;

  /** Bytes of the files started so far. */
  private long started;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * A progress bar on a terminal; elsewhere nothing is shown.
   *
   * @param task a word or two
   * @param total bytes of work
   */
  static Progress of(String task, long total, Map<String, String> environment) {
    if (Logging.isJson() || environment.getOrDefault(COLUMNS, "").isEmpty()) {
      return new Progress(null);
    }
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(" MB", 1 << 20)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build());
  }

  /**
   * Starts the next file.
   *
   * @param label short text beside the bar
   * @return receives the number of bytes of it that are done
   */
  LongConsumer next(String label, Path file) {
    ProgressBar shown = bar;
    if (shown == null) {
      return bytes -> {};
    }
    long before = started;
    started += file.toFile().length();
    shown.setExtraMessage(label);
    return bytes -> shown.stepTo(before + bytes);
  }

  /**
   * Starts a topic.
   *
   * @param label its name
   * @return receives the number of records that are done
   */
  LongConsumer records(String label) {
    ProgressBar shown = bar;
    return shown == null ? n -> {} : n -> shown.setExtraMessage(label + ": " + n + " records");
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
