package io.wavecast.service.console;

import java.util.ArrayList;
import java.util.List;

/** Times in which something applied to a series, a bounded number of them. Not thread-safe. */
final class Spans {
  /** Largest number of times that are kept. */
  static final int MAX = 500;

  private final List<Span> all = new ArrayList<>();

  /**
   * A time in which something applied.
   *
   * @param from time of the first value, ms since the epoch
   * @param to the end, ms since the epoch; {@code Long.MAX_VALUE} where it has not ended
   * @param text what applied, for people
   */
  record Span(long from, long to, String text) {}

  /**
   * Takes the next value. What no longer applies ends there.
   *
   * @param text what applies to it; empty for nothing
   */
  void mark(long time, String text) {
    if (isOpen()) {
      if (last().text.equals(text)) {
        return;
      }
      end(time);
    }
    if (!text.isEmpty() && all.size() < MAX) {
      all.add(new Span(time, Long.MAX_VALUE, text));
    }
  }

  /** Ends what applies, if anything does. */
  void end(long time) {
    if (isOpen()) {
      all.set(all.size() - 1, new Span(last().from, time, last().text));
    }
  }

  /** All of them, in order. */
  List<Span> all() {
    return all;
  }

  private boolean isOpen() {
    return !all.isEmpty() && last().to == Long.MAX_VALUE;
  }

  private Span last() {
    return all.get(all.size() - 1);
  }
}
