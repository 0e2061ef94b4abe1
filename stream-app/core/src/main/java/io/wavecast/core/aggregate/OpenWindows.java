package io.wavecast.core.aggregate;

import io.wavecast.schemas.aggregate.RawEvent;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one series that are not closed, and up to when they are. Windows close in order,
 * each once. Mutable; to be stored again after each change. Not thread-safe.
 */
final class OpenWindows {
  /** No window is closed. */
  static final long NONE = Long.MIN_VALUE;

  private final Aggregation aggregation;
  private final long every;
  final TreeMap<Long, Accumulator> windows = new TreeMap<>();

  /** Time of the newest event, ms since the epoch. */
  long newest = NONE;

  /** Windows that start before are closed; {@link #NONE}, or the start of a window. */
  long next = NONE;

  /** Windows filled with zeros since the last one with events. */
  int filled = Aggregation.MAX_FILLED;

  /** Labels of the series, which its observations carry; null where no event has said any. */
  @Nullable Map<String, String> labels;

  /** Whether {@link Silence} has looked at the series since its newest event. */
  boolean looked;

  private long currentStart = NONE;
  private @Nullable Accumulator current;

  /** Takes the result of a window. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes the value of a window that has closed.
     *
     * @param start of the window, ms since the epoch
     */
    void closed(long start, double value);
  }

  OpenWindows(Aggregation aggregation) {
    this.aggregation = aggregation;
    this.every = aggregation.every().toMillis();
  }

  Aggregation aggregation() {
    return aggregation;
  }

  int open() {
    return windows.size();
  }

  /** Whether the window of an event has closed. */
  boolean isLate(RawEvent event) {
    return next != NONE && event.timestamp() < next;
  }

  /** Adds an event that is not late, and closes the windows that are due by its time. */
  void add(RawEvent event, int maxFilled, Sink sink) {
    accumulator(aggregation.start(event.timestamp())).add(event);
    looked = false;
    if (event.timestamp() > newest) {
      newest = event.timestamp();
      close(aggregation.closedBefore(newest), maxFilled, sink);
    }
    if (event.labels() != null) {
      labels = event.labels();
    }
  }

  private Accumulator accumulator(long start) {
    Accumulator found = current;
    if (found == null || start != currentStart) {
      found = windows.computeIfAbsent(start, s -> Accumulator.of(aggregation.aggregate()));
      current = found;
      currentStart = start;
    }
    return found;
  }

  /**
   * Closes the windows that start before a time.
   *
   * @param until start of a window
   * @param maxFilled how many windows without events are filled with zeros after one with events
   */
  void close(long until, int maxFilled, Sink sink) {
    if (until <= next) {
      return;
    }
    while (!windows.isEmpty() && windows.firstKey() < until) {
      Map.Entry<Long, Accumulator> window = windows.pollFirstEntry();
      fill(window.getKey(), maxFilled, sink);
      sink.closed(window.getKey(), window.getValue().result());
      next = window.getKey() + every;
      filled = 0;
    }
    fill(until, maxFilled, sink);
    next = until;
    if (currentStart < until) {
      current = null;
    }
  }

  /** Closes every open window. */
  void closeAll(int maxFilled, Sink sink) {
    if (!windows.isEmpty()) {
      close(windows.lastKey() + every, maxFilled, sink);
    }
  }

  private void fill(long until, int maxFilled, Sink sink) {
    if (!aggregation.fillsZero()) {
      return;
    }
    for (; filled < maxFilled && next < until; next += every) {
      sink.closed(next, 0);
      filled++;
    }
  }

  /** Whether later windows without events will be filled with zeros. */
  boolean isFilling(int maxFilled) {
    return aggregation.fillsZero() && (filled < maxFilled || !windows.isEmpty());
  }
}
