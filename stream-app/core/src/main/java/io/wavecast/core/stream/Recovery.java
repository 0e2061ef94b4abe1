package io.wavecast.core.stream;

/**
 * How {@link LoggedStates} come back at a start: in one pass, as far as they fit, then the
 * differences of the log. Not thread-safe.
 *
 * @param <S> an immutable state
 */
final class Recovery<S> {
  private final KeyedStore store;
  private final StateCodec<S> codec;
  private final HeldStates<S> entries;
  private final FirstDifferences<S> logged;

  private int stored;

  /**
   * @param entries gets the states
   * @param logged gets those with differences
   */
  Recovery(
      KeyedStore store, StateCodec<S> codec, HeldStates<S> entries, FirstDifferences<S> logged) {
    this.store = store;
    this.codec = codec;
    this.entries = entries;
    this.logged = logged;
  }

  /** Recovers all; returns how many states are stored. */
  int run(StateLog log) {
    store.forEach(this::scan);
    log.recover(this::redo);
    return stored;
  }

  private void scan(String key, byte[] bytes) {
    if (!StateLog.isReserved(key)) {
      stored++;
      if (entries.hasRoom()) {
        entries.add(key, bytes);
      }
    }
  }

  /**
   * Repeats a difference of the log, unless its state was written in full later or removed. States
   * with differences were in memory together, so they fit; others are dropped for them.
   */
  private void redo(long block, String key, byte[] difference) {
    LoggedState<S> entry = entries.get(key);
    if (entry == null) {
      byte[] bytes = store.get(key);
      if (bytes == null || !StoredState.isBefore(bytes, block)) {
        return;
      }
      entry = entries.add(key, bytes);
    } else if (entry.differences == 0 && block < entry.first) {
      return;
    }
    if (entry.differences++ == 0) {
      logged.add(entry, block);
    }
    entry.last = block;
    byte[] after = StoredState.apply(codec, key, entry.saved(), entry.length(), difference);
    entries.saved(entry, after, 0);
    entries.shed();
  }
}
