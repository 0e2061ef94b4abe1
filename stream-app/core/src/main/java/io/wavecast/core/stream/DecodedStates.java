package io.wavecast.core.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The states of {@link LoggedStates} that are decoded, until they are written. Not thread-safe.
 *
 * <p>Where most states change once between two commits, and more than fit into the processor's
 * caches, they are handed out early: when others have followed, while what is needed of them is in
 * these caches still.
 *
 * @param <S> an immutable state
 */
final class DecodedStates<S> {
  /** As many changed states at a commit fit into the processor's caches. */
  static final int FEW = 1024;

  /** So many states wait where they are handed out early. */
  static final int WAITING = 192;

  private final int few;
  private final int waiting;

  /** Longest first. */
  private final Deque<LoggedState<S>> queue = new ArrayDeque<>();

  /** Those that wait for the commit though they were handed out. */
  private final List<LoggedState<S>> postponed = new ArrayList<>();

  /** Number of the next commit, and since the last one the changes and the changed states. */
  private long commit = 1;

  private int changes;
  private int changed;

  /** Whether states are handed out before the commit. */
  private boolean early;

  DecodedStates(int few, int waiting) {
    this.few = few;
    this.waiting = waiting;
  }

  /** Adds a state that was just decoded, or is new. */
  void add(LoggedState<S> entry) {
    queue.add(entry);
  }

  /** Counts a change of a state. */
  void changed(LoggedState<S> entry) {
    changes++;
    changed += entry.commit == commit ? 0 : 1;
    entry.commit = commit;
  }

  /** The state that is to be written now; null if all wait. */
  @Nullable LoggedState<S> next() {
    return early && rare() && queue.size() > waiting ? queue.remove() : null;
  }

  /**
   * Whether states change about once between two commits; twice if their forecasts are made later.
   * A state that changes often would leave a difference for each time in memory.
   */
  private boolean rare() {
    return changes <= 3L * changed;
  }

  /** Keeps a state that {@link #next} gave until the commit. */
  void postpone(LoggedState<S> entry) {
    postponed.add(entry);
  }

  /**
   * Hands out all states.
   *
   * @param all whether all are written in full, so that there is nothing to do early
   */
  void commit(Consumer<LoggedState<S>> writer, boolean all) {
    queue.forEach(writer);
    postponed.forEach(writer);
    clear();
    early = changed > few && rare() && !all;
    commit++;
    changes = 0;
    changed = 0;
  }

  void clear() {
    queue.clear();
    postponed.clear();
  }
}
