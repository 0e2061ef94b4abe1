package io.wavecast.core.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How {@link LoggedStates} come back at a start: in one pass, as far as they fit, then the
 * differences of the log. Those of a state are applied together, many at a time, since it may be
 * packed. Not thread-safe.
 *
 * @param <S> an immutable state
 */
final class Recovery<S> {
  /** Differences that were read and not applied need this part of the memory at most. */
  private static final int READ_SHARE = 4;

  /** Heap of an array and its place in a list, bytes. */
  private static final int ARRAY = 24;

  private final KeyedStore store;
  private final StateCodec<S> codec;
  private final HeldStates<S> entries;
  private final FirstDifferences<S> logged;

  /** Differences that were read and not applied. */
  private final Map<LoggedState<S>, List<byte[]>> read = new LinkedHashMap<>();

  private long readBytes;
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
    log.recover(this::take);
    applyAll();
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
   * Takes a difference of the log, unless its state was written in full later or removed. States
   * with differences were in memory together, so they fit; others are dropped for them.
   */
  private void take(long block, String key, byte[] difference) {
    LoggedState<S> entry = entries.get(key);
    if (entry == null) {
      byte[] bytes = store.get(key);
      if (bytes == null || !StoredState.isBefore(bytes, block)) {
        return;
      }
      entry = entries.add(key, bytes);
      entries.shed();
    } else if (entry.differences == 0 && block < entry.first) {
      return;
    }
    if (entry.differences++ == 0) {
      logged.add(entry, block);
    }
    entry.last = block;
    read.computeIfAbsent(entry, each -> new ArrayList<>()).add(difference);
    readBytes += difference.length + ARRAY;
    if (readBytes > store.memoryForStates() / READ_SHARE) {
      applyAll();
    }
  }

  private void applyAll() {
    read.forEach(this::apply);
    read.clear();
    readBytes = 0;
  }

  private void apply(LoggedState<S> entry, List<byte[]> differences) {
    byte[] bytes = entry.saved();
    int length = entry.length();
    for (byte[] difference : differences) {
      bytes = StoredState.apply(codec, entry.key, bytes, length, difference);
      length = bytes.length;
    }
    entries.saved(entry, bytes, 0);
    entries.shed();
  }
}
