package io.wavecast.core.stream;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How {@link LoggedStates} come back at a start: all states are read in one pass, and kept as far
 * as they fit. Of those that have differences in the log, many are applied at once. Not
 * thread-safe.
 *
 * @param <S> an immutable state
 */
final class Recovery<S> {
  /** Differences may wait in this part of the memory for states, and in {@link #MIN_WAITING}. */
  private static final int WAITING_SHARE = 3;

  private static final int MIN_WAITING = 4 << 20;

  private final KeyedStore store;
  private final StateCodec<S> codec;
  private final HeldStates<S> entries;
  private final FirstDifferences<S> logged;
  private final BiConsumer<String, S> visitor;
  private final LoggedKeys keys = new LoggedKeys();
  private final WaitingDifferences waiting = new WaitingDifferences();

  /** States in memory that need none of the log. */
  private int spare;

  /**
   * @param entries gets the states
   * @param logged gets those with differences
   * @param visitor gets each state once, complete
   */
  Recovery(
      KeyedStore store,
      StateCodec<S> codec,
      HeldStates<S> entries,
      FirstDifferences<S> logged,
      BiConsumer<String, S> visitor) {
    this.store = store;
    this.codec = codec;
    this.entries = entries;
    this.logged = logged;
    this.visitor = visitor;
  }

  /** Recovers all states. */
  void run(StateLog log) {
    log.recover(each -> keys.add(each.hash(), each.number()));
    store.forEach(this::scan);
    log.forEach(this::redo);
    entries.forEach(this::visit);
  }

  /**
   * Keeps a state if it fits, and visits it. States with differences were in memory together, so
   * they fit; others are dropped for them.
   */
  private void scan(String key, byte[] bytes) {
    if (StateLog.isReserved(key)) {
      return;
    }
    long hash = LoggedDifference.hash(key);
    long first = StoredState.next(bytes);
    if (keys.has(hash, first)) {
      keys.need(hash, first);
      entries.add(key, bytes).awaits = true;
      entries.pack();
      if (spare > 0) {
        spare -= entries.shed();
      }
    } else {
      if (entries.hasRoom()) {
        entries.add(key, bytes);
        spare++;
      }
      visitor.accept(key, codec.read(StoredState.state(bytes)));
    }
  }

  /** Repeats a difference, unless its state was written in full later or removed. */
  private void redo(LoggedDifference difference) {
    long block = difference.number();
    if (!keys.isNeeded(difference.hash(), block)) {
      return;
    }
    LoggedState<S> entry = entries.get(difference.key());
    if (entry == null || !entry.awaits || entry.first > block) {
      return;
    }
    if (entry.differences++ == 0) {
      logged.add(entry, block);
    }
    entry.last = block;
    entry.waiting = waiting.add(entry.waiting, difference);
    if (waiting.bytes() > Math.max(MIN_WAITING, store.memoryForStates() / WAITING_SHARE)) {
      entries.forEach(this::complete);
      waiting.clear();
    }
  }

  private void visit(LoggedState<S> entry) {
    if (entry.awaits) {
      entry.awaits = false;
      byte[] state = complete(entry);
      visitor.accept(entry.key, codec.read(state == null ? entry.copy() : state));
    }
  }

  /** Applies the differences of a state that wait; returns the later state, null if none does. */
  private byte @Nullable [] complete(LoggedState<S> entry) {
    if (entry.waiting == WaitingDifferences.NONE) {
      return null;
    }
    byte[] state = entry.saved();
    int length = entry.length();
    for (byte[] difference : waiting.chain(entry.waiting)) {
      state = StoredState.apply(codec, entry.key, state, length, difference);
      length = state.length;
    }
    entry.waiting = WaitingDifferences.NONE;
    entries.saved(entry, state, 0);
    return state;
  }
}
