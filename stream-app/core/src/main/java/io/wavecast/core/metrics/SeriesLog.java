package io.wavecast.core.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Names in the log the series of which something is found: each once, of each metric at most one
 * line a minute. The next line says how many series were found in between. Thread-safe.
 */
public final class SeriesLog {
  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

  /** Series of one metric that are remembered; further ones are not named. */
  private static final int MAX_SERIES = 10_000;

  private final Consumer<String> log;
  private final LongSupplier nanoClock;
  private final Map<Metric, Found> found = new EnumMap<>(Metric.class);

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
   * Names a series that a metric has counted.
   *
   * @param what follows the series key
   */
  public synchronized void tell(Metric counter, String series, String what) {
    Found before = found.computeIfAbsent(counter, c -> new Found());
    if (before.series.size() >= MAX_SERIES || !before.series.add(series)) {
      return;
    }
    long now = nanoClock.getAsLong();
    if (before.series.size() > 1 && now - before.at < INTERVAL) {
      before.silent++;
      return;
    }
    String more = before.silent == 0 ? "" : " (and %d series before it)".formatted(before.silent);
    log.accept("series %s%s %s".formatted(series, more, what));
    before.at = now;
    before.silent = 0;
  }
}
