package io.wavecast.service.http;

import io.wavecast.core.text.FailureException;
import io.wavecast.onnx.support.DaemonThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value made from small text files, and made again when their content changes. The content is
 * polled, because Kubernetes replaces mounted files by swapping a link, which a watch does not see.
 * While the new content is unusable, the last value stays. Thread-safe.
 */
final class ReloadedFiles<T> implements AutoCloseable {
  private static final long PERIOD_MS = 1000;
  private static final Logger LOG = LoggerFactory.getLogger(ReloadedFiles.class);

  private final String settings;
  private final List<Path> files;
  private final Function<List<String>, T> reader;
  private final Consumer<T> changed;
  private final ScheduledExecutorService scheduler = DaemonThreads.scheduler("http-files");
  private List<String> contents;
  private volatile T value;
  private volatile String problem = "";

  /**
   * Reads the files for the first time.
   *
   * @param settings names of the settings, for messages
   * @param reader makes a value of the contents, in the order of the files
   * @param changed gets each later value
   * @throws FailureException when a file cannot be read, or the reader refuses its content
   */
  ReloadedFiles(
      String settings, List<Path> files, Function<List<String>, T> reader, Consumer<T> changed) {
    this.settings = settings;
    this.files = List.copyOf(files);
    this.reader = reader;
    this.changed = changed;
    this.contents = read(settings, this.files);
    this.value = reader.apply(contents);
    var unused =
        scheduler.scheduleWithFixedDelay(this::check, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /** The current value. */
  T get() {
    return value;
  }

  /** Why the newest content is not in use; empty when it is. */
  String problem() {
    return problem;
  }

  private void check() {
    try {
      List<String> now = read(settings, files);
      if (!now.equals(contents)) {
        T next = reader.apply(now);
        changed.accept(next);
        value = next;
        contents = now;
        LOG.info("{}: new content is in use", settings);
      }
      problem = "";
    } catch (RuntimeException e) {
      report(String.valueOf(e.getMessage()));
    }
  }

  private void report(String message) {
    if (!message.equals(problem)) {
      problem = message;
      LOG.warn("the former content stays in use: {}", message);
    }
  }

  private static List<String> read(String settings, List<Path> files) {
    return files.stream().map(file -> read(settings, file)).toList();
  }

  private static String read(String settings, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new FailureException(
          "%s: %s cannot be read (%s)".formatted(settings, file, e.getClass().getSimpleName()), e);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
