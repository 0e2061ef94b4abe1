package io.wavecast.core.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The states of {@link LoggedStates} that are in memory, and what they need of it. When they need
 * more than there is, all are packed; when that does not suffice, some leave. Not thread-safe.
 *
 * <p>The one that leaves is the one not used for longer of two that are chosen at random. If that
 * was always the one not used for the longest time, and all series had values in turn, each would
 * leave just before its next value, even if all but one fitted.
 *
 * @param <S> an immutable state
 */
final class HeldStates<S> {
  /** How many states are looked at to find one that may be dropped. */
  private static final int LOOKS = 16;

  /** States are no longer packed when they need less than this part of the memory. */
  private static final int PACKED_SHARE = 4;

  /** Heap of a state in memory beside its bytes and key. */
  private static final int OVERHEAD = 200;

  private final KeyedStore store;
  private final Map<String, LoggedState<S>> entries = new HashMap<>();
  private final List<LoggedState<S>> list = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private long used;

  /** Counts uses. */
  private long uses;

  /** Bytes of the state that was written last, for the size of decoded ones. */
  private int typical;

  private boolean packs;
  private byte[] scratch = {};

  /**
   * @param store knows how much memory there is
   */
  HeldStates(KeyedStore store) {
    this.store = store;
  }

  @Nullable LoggedState<S> get(String key) {
    LoggedState<S> entry = entries.get(key);
    if (entry != null) {
      entry.used = ++uses;
    }
    return entry;
  }

  /** The same, which is no use of the state. */
  @Nullable LoggedState<S> peek(String key) {
    return entries.get(key);
  }

  void forEach(Consumer<LoggedState<S>> visitor) {
    list.forEach(visitor);
  }

  int size() {
    return entries.size();
  }

  /** Memory that they need, bytes. */
  long used() {
    return used;
  }

  /**
   * Adds a state as it is stored.
   *
   * @param bytes what the store has of it
   */
  LoggedState<S> add(String key, byte[] bytes) {
    LoggedState<S> entry = new LoggedState<>(key);
    entry.first = StoredState.next(bytes);
    saved(entry, bytes, StoredState.begin(bytes));
    add(entry);
    return entry;
  }

  void add(LoggedState<S> entry) {
    entries.put(entry.key, entry);
    entry.index = list.size();
    entry.used = ++uses;
    list.add(entry);
    charge(entry);
  }

  /**
   * Removes a state, if it is there.
   *
   * @param leaving gets it before
   */
  void remove(String key, Consumer<LoggedState<S>> leaving) {
    LoggedState<S> entry = entries.get(key);
    if (entry != null) {
      leaving.accept(entry);
      leaves(entry);
    }
  }

  void clear() {
    entries.clear();
    list.clear();
    used = 0;
  }

  private void leaves(LoggedState<S> entry) {
    entries.remove(entry.key);
    LoggedState<S> last = list.remove(list.size() - 1);
    if (last != entry) {
      list.set(entry.index, last);
      last.index = entry.index;
    }
    used -= entry.charged;
    entry.leave();
  }

  /** Counts what an entry needs, after that has changed. */
  void charge(LoggedState<S> entry) {
    used -= entry.charged;
    entry.charged = OVERHEAD + entry.memory(typical);
    used += entry.charged;
  }

  /** Remembers what was written of an entry, whose state may be forgotten. */
  void saved(LoggedState<S> entry, byte[] bytes, int from) {
    entry.saved(bytes, from, packs ? scratch(bytes.length) : null);
    typical = entry.length();
    charge(entry);
  }

  private byte[] scratch(int length) {
    int size = LoggedState.scratch(length);
    if (scratch.length < size) {
      scratch = new byte[size];
    }
    return scratch;
  }

  boolean isPacking() {
    return packs;
  }

  /** Packs all states if they need more memory than there is. */
  void pack() {
    if (!packs && used > store.memoryForStates()) {
      packs = true;
      for (LoggedState<S> entry : list) {
        entry.pack(scratch(entry.length()));
        charge(entry);
      }
    }
  }

  /**
   * Packs states, and drops some that the store has in full, while they do not fit.
   *
   * @return how many it dropped
   */
  int shed() {
    pack();
    int size = list.size();
    for (int i = 0; i < LOOKS && used > store.memoryForStates() && list.size() > 1; i++) {
      LoggedState<S> entry = list.get(random.nextInt(list.size()));
      if (!entry.changed && !entry.awaits) {
        leaves(entry);
      }
    }
    return size - list.size();
  }

  /** Whether another state fits, after all were packed if need be. */
  boolean hasRoom() {
    pack();
    return used < store.memoryForStates();
  }

  /** No longer packs what is written from now on, if there is plenty of memory. */
  void relax() {
    packs &= used > store.memoryForStates() / PACKED_SHARE;
  }

  /**
   * Packs states, and lets some leave while they do not fit; the one used last stays.
   *
   * @param leaving gets each one before it leaves
   */
  void evict(Consumer<LoggedState<S>> leaving) {
    pack();
    while (used > store.memoryForStates() && list.size() > 1) {
      LoggedState<S> one = list.get(random.nextInt(list.size()));
      LoggedState<S> other = list.get(random.nextInt(list.size()));
      LoggedState<S> entry = one.used < other.used ? one : other;
      if (entry.used < uses) {
        leaving.accept(entry);
        leaves(entry);
      }
    }
  }
}
