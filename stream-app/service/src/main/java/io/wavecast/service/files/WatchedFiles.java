package io.wavecast.service.files;

import io.wavecast.config.SmallFile;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value made from small text files, and made again when their content changes. While the new
 * content is unusable, the last value stays. Thread-safe.
 */
public final class WatchedFiles<T> implements Supplier<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

  private final String settings;
  private final List<Path> files;
  private final Function<List<String>, T> reader;
  private final Consumer<T> changed;
  private List<String> contents;
  private volatile T value;
  private volatile String problem = "";

  WatchedFiles(
      String settings, List<Path> files, Function<List<String>, T> reader, Consumer<T> changed) {
    this.settings = settings;
    this.files = List.copyOf(files);
    this.reader = reader;
    this.changed = changed;
    this.contents = read(settings, this.files);
    this.value = reader.apply(contents);
  }

  /** The current value. */
  @Override
  public T get() {
    return value;
  }

  /** Why the newest content is not in use; empty when it is. */
  public String problem() {
    return problem;
  }

  /** Reads the files again. */
  synchronized void check() {
    try {
      files.forEach(this::requireRegular);
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

  /** A pipe would wait for whoever writes it, and with it all watched files. */
  private void requireRegular(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FailureException("%s: %s is no regular file".formatted(settings, file));
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
      return SmallFile.read(file);
    } catch (IOException e) {
      throw new FailureException(
          "%s: %s cannot be read: %s".formatted(settings, file, Throwables.reason(e)), e);
    }
  }
}
