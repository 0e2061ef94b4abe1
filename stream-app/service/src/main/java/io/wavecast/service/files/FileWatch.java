package io.wavecast.service.files;

import io.wavecast.config.Key;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.onnx.support.DaemonThreads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Re-reads small files with one thread. The content is polled, because Kubernetes replaces mounted
 * files by swapping a link, which a watch of the operating system does not see. Thread-safe.
 */
public final class FileWatch implements AutoCloseable {
  private static final long PERIOD_MS = 1000;

  private final Metrics metrics;
  private final ScheduledExecutorService scheduler = DaemonThreads.scheduler("file-watch");
  private final List<Metrics.Registration> gauges = new ArrayList<>();

  /**
   * @param metrics gets {@link Metric#FILES_REFUSED} of each setting that names files
   */
  public FileWatch(Metrics metrics) {
    this.metrics = metrics;
  }

  /**
   * Reads files for the first time, and again until the watch is closed.
   *
   * @param settings name of the setting, or of several, for messages and metrics
   * @param reader makes a value of the contents, in the order of the files; a {@link
   *     FailureException} refuses them, and its message must not show them
   * @param changed gets each later value before it is in use
   * @throws FailureException when a file cannot be read now, or the reader refuses its content
   */
  public synchronized <T> WatchedFiles<T> watch(
      String settings, List<Path> files, Function<List<String>, T> reader, Consumer<T> changed) {
    WatchedFiles<T> watched = new WatchedFiles<>(settings, files, reader, changed);
    gauges.add(
        metrics.gauge(Metric.FILES_REFUSED, () -> watched.problem().isEmpty() ? 0 : 1, settings));
    var unused =
        scheduler.scheduleWithFixedDelay(
            watched::check, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    return watched;
  }

  /** The same for the one file that a setting names. */
  public <T> WatchedFiles<T> watch(Key<?> setting, Path file, Function<String, T> reader) {
    return watch(
        setting.name(), List.of(file), contents -> reader.apply(contents.get(0)), changed -> {});
  }

  /** Stops reading; the values stay as they are. */
  @Override
  public synchronized void close() {
    scheduler.shutdownNow();
    gauges.forEach(Metrics.Registration::close);
    gauges.clear();
  }
}
