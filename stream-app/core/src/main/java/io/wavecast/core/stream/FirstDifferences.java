package io.wavecast.core.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The states that have differences in a {@link StateLog}, in the order of their first one, and
 * others that had some. Not thread-safe.
 *
 * @param <S> an immutable state
 */
final class FirstDifferences<S> {
  private final Deque<Logged<S>> logged = new ArrayDeque<>();

  /** A state that had its first difference in a block. */
  private record Logged<S>(LoggedState<S> entry, long first) {
    boolean isLive() {
      return entry.held && entry.differences > 0 && entry.first == first;
    }
  }

  /** Adds a state that has its first difference in a block. Numbers of blocks never decrease. */
  void add(LoggedState<S> entry, long block) {
    entry.first = block;
    logged.add(new Logged<>(entry, block));
  }

  int size() {
    return logged.size();
  }

  void clear() {
    logged.clear();
  }

  /** Forgets those that have none any more, if there are many beside some number of states. */
  void prune(int states) {
    if (logged.size() > 2 * states) {
      logged.removeIf(each -> !each.isLive());
    }
  }

  /**
   * Removes those with differences before a block.
   *
   * @param removed writes each in full
   * @return the oldest block that is needed then
   */
  long removeBefore(long block, Consumer<LoggedState<S>> removed) {
    for (Logged<S> each = logged.peek(); each != null; each = logged.peek()) {
      if (each.isLive() && each.first >= block) {
        return each.first;
      }
      if (each.isLive()) {
        removed.accept(each.entry);
      }
      logged.remove();
    }
    return Long.MAX_VALUE;
  }
}
