package io.wavecast.core.forecast.pipeline;

import io.wavecast.core.forecast.window.SeriesState;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the series that may be stale, without reading the states of the others. Silence counts only
 * after an observation that was fresh when a check first saw it: younger than stale-after, by the
 * watermark where a rule says when the series is stale, else by the clock. An older one belongs to
 * a burst or a history, by the clock to a backlog too: what follows is on its way, or never comes.
 *
 * <pre>
 *   observation           check: fresh                            watermark: stale
 *   |---------------------|---------------------------------------|----&gt;
 *   |------------------- stale-after -----------------------------|
 * </pre>
 *
 * Series of which only the history is known are not waited for. Not thread-safe.
 */
final class StaleSeries {
  /** The least age of an observation that is not fresh: checks come every ten seconds. */
  private static final long LEAST_AGE = Duration.ofMinutes(1).toMillis();

  /** Series that a check reads: their changes are in one transaction. */
  static final int MOST = 5_000;

  /** In the order of their checks, so that those beyond the most are next. */
  private final Map<String, Watch> watched = new LinkedHashMap<>();

  /** The latest observation of a series, and after which silence it is stale; times in ms. */
  private static final class Watch {
    private long latest;
    private long staleAfter;
    private boolean byRule;
    private boolean fresh;

    private boolean isSilent(long time) {
      return latest <= time - staleAfter;
    }
  }

  void clear() {
    watched.clear();
  }

  /**
   * Takes in a series after a live observation, or as it was recovered: nobody knows how old its
   * latest observation was then, so by a rule it is waited for in any case.
   *
   * @param staleAfter empty: never
   * @param byRule whether a rule says so
   */
  void put(
      String series,
      SeriesState state,
      Optional<Duration> staleAfter,
      boolean byRule,
      boolean recovered) {
    if (staleAfter.isEmpty() || !state.isLive()) {
      watched.remove(series);
      return;
    }
    Watch watch = watched.computeIfAbsent(series, key -> new Watch());
    watch.latest = state.latest();
    watch.staleAfter = staleAfter.get().toMillis();
    watch.byRule = byRule;
    watch.fresh = byRule && recovered;
  }

  void remove(String series) {
    watched.remove(series);
  }

  /** Whether a series may be stale at a time, ms since the epoch, however old it was when read. */
  boolean isSilent(String series, long time) {
    Watch watch = watched.get(series);
    return watch != null && watch.isSilent(time);
  }

  /** The series that may be stale at a time by a rule, however old they were when read. */
  List<String> silentByRule(long time) {
    return watched.entrySet().stream()
        .filter(each -> each.getValue().byRule && each.getValue().isSilent(time))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Checks series that are silent, at most {@value #MOST}; the others by the next calls.
   *
   * @param now ms since the epoch, by the clock
   * @param watermark up to when their observations have been read; below 0 finds none
   * @param check checks one; whether it must be checked again before its next observation
   */
  void check(long now, long watermark, Predicate<String> check) {
    if (watermark < 0) {
      return;
    }
    Map<String, Watch> again = new LinkedHashMap<>();
    Iterator<Map.Entry<String, Watch>> each = watched.entrySet().iterator();
    int checks = 0;
    while (each.hasNext()) {
      Map.Entry<String, Watch> next = each.next();
      Watch watch = next.getValue();
      long age = (watch.byRule ? watermark : now) - watch.latest;
      watch.fresh |= age < Math.max(watch.staleAfter, LEAST_AGE);
      if (checks < MOST && watch.fresh && watch.isSilent(watermark)) {
        each.remove();
        checks++;
        if (check.test(next.getKey())) {
          again.put(next.getKey(), watch);
        }
      }
    }
    watched.putAll(again);
  }
}
