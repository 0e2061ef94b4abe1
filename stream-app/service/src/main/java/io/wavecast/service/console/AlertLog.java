package io.wavecast.service.console;

import io.wavecast.schemas.forecast.Alert;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The newest alerts, each from the change that left OK to the one that ended it, as far as the
 * compacted topic still holds these. At most {@value #MAX_ALERTS}; the oldest are left out.
 * Thread-safe.
 */
final class AlertLog {
  static final int MAX_ALERTS = 5_000;

  /** Those that have ended before those that last. */
  private static final Comparator<Span> OLDEST_FIRST =
      Comparator.comparing(Span::isOpen).thenComparingLong(Span::begin);

  private final Map<String, Span> spans = new HashMap<>();

  /**
   * An alert.
   *
   * @param change to the worst state that it was in
   * @param worst that state: WARNING or CRITICAL; PENDING while nobody was notified
   * @param calm since when its values have not breached its rule, ms since the epoch; {@code
   *     Long.MAX_VALUE} while they do, or where the topic does not hold that change
   * @param end ms since the epoch; {@code Long.MAX_VALUE} while it lasts
   */
  record Span(Alert change, Alert.State worst, long calm, long end) {
    String series() {
      return change.series();
    }

    long begin() {
      return change.started();
    }

    boolean isOpen() {
      return end == Long.MAX_VALUE;
    }

    /** Whether it overlaps a time, ms since the epoch, both ends included. */
    boolean overlaps(long from, long to) {
      return begin() <= to && end >= from;
    }
  }

  /** Takes a change of alert state. */
  synchronized void add(Alert a) {
    String key = a.started() + " " + a.series();
    Span before = spans.get(key);
    if (a.state() != Alert.State.OK) {
      boolean isCalm = a.state() == Alert.State.RECOVERING;
      long calm = isCalm ? a.since() : Long.MAX_VALUE;
      if (before == null || isWorse(a.state(), before.worst)) {
        Alert.State worst = isCalm ? Alert.State.WARNING : a.state();
        spans.put(key, new Span(a, worst, calm, Long.MAX_VALUE));
      } else if (before.isOpen()) {
        spans.put(key, new Span(before.change, before.worst, calm, Long.MAX_VALUE));
      }
    } else if ((before == null ? a.previous() : before.worst).isFiring()) {
      Alert.State worst = before == null ? Alert.State.WARNING : before.worst;
      long calm = before == null ? Long.MAX_VALUE : before.calm;
      spans.put(key, new Span(before == null ? a : before.change, worst, calm, a.since()));
    } else {
      spans.remove(key);
    }
    if (spans.size() > MAX_ALERTS + MAX_ALERTS / 10) {
      spans.entrySet().stream()
          .sorted(Map.Entry.comparingByValue(OLDEST_FIRST))
          .limit(spans.size() - MAX_ALERTS)
          .map(Map.Entry::getKey)
          .toList()
          .forEach(spans::remove);
    }
  }

  /** Forgets all: the topic is read again. */
  synchronized void clear() {
    spans.clear();
  }

  private static boolean isWorse(Alert.State state, Alert.State than) {
    return state != Alert.State.RECOVERING && state.compareTo(than) > 0;
  }

  /** The alert that ended last. */
  synchronized Optional<Span> lastEnded() {
    return spans.values().stream()
        .filter(span -> !span.isOpen() && span.worst.isFiring())
        .max(Comparator.comparingLong(Span::end));
  }

  /** The alerts that people were notified of and that a condition holds for, the newest first. */
  synchronized List<Span> find(Predicate<Span> condition) {
    return spans.values().stream()
        .filter(span -> span.worst.isFiring())
        .filter(condition)
        .sorted(Comparator.comparingLong(Span::begin).reversed().thenComparing(Span::series))
        .toList();
  }
}
