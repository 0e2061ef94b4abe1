package io.wavecast.core.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Names in the log the series of which something is found: each once, of each subject at most one
 * line a minute. The next line says how many series were found in between. Thread-safe.
 *
 * @param <K> the subject: what is found, or of which model
 */
public final class SeriesLog<K> {
  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

  /** Series of one subject that are remembered; further ones are not named. */
  private static final int MAX_SERIES = 10_000;

  private final Consumer<String> log;
  private final LongSupplier nanoClock;
  private final Map<K, Found> found = new HashMap<>();

  /**
   * @param log takes lines
   * @param nanoClock time, ns
   */
  public SeriesLog(Consumer<String> log, LongSupplier nanoClock) {
    this.log = log;
    this.nanoClock = nanoClock;
  }

  private static final class Found {
    final Set<String> series = new HashSet<>();
    long at;
    int silent;
  }

  /**
   * Names a series.
   *
   * @param line the line for the words that name it, e.g. {@code series a (and 2 series before it)}
   */
  public synchronized void tell(K subject, String series, UnaryOperator<String> line) {
    Found before = found.computeIfAbsent(subject, s -> new Found());
    if (before.series.size() >= MAX_SERIES || !before.series.add(series)) {
      return;
    }
    long now = nanoClock.getAsLong();
    if (before.series.size() > 1 && now - before.at < INTERVAL) {
      before.silent++;
      return;
    }
    String more = before.silent == 0 ? "" : " (and %d series before it)".formatted(before.silent);
    log.accept(line.apply("series " + series + more));
    before.at = now;
    before.silent = 0;
  }
}
