package io.wavecast.core.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * States of which only the differences are written at most commits, to a {@link StateLog}. A state
 * is written in full from time to time, and when it leaves memory. Not thread-safe.
 *
 * <p>So every state that is not in memory is in the store in full.
 *
 * @param <S> an immutable state
 */
public final class LoggedStates<S> implements States<S> {
  /** Differences before a state is written in full: this many, or up to twice, by its key. */
  private static final int DIFFERENCES = 32;

  /** The log may have this many bytes for each byte of states in memory, and {@link #MIN_LOG}. */
  private static final int LOG_FACTOR = 4;

  private static final int MAX_BLOCK = 64 << 10;
  private static final int MIN_LOG = 1 << 20;

  /** Heap of a state in memory beside its bytes and key. */
  private static final int OVERHEAD = 200;

  private final KeyedStore store;
  private final StateCodec<S> codec;
  private final StateLog log;
  private final Map<String, LoggedState<S>> entries = new LinkedHashMap<>(16, 0.75f, true);

  /** Those whose state is decoded. */
  private final List<LoggedState<S>> decoded = new ArrayList<>();

  /** Those with differences in the log, in the order of their first, and others that had some. */
  private final Deque<Logged<S>> logged = new ArrayDeque<>();

  private long used;

  /** Bytes of the state that was written last, for the size of decoded ones. */
  private int typical;

  /** States written since the last commit because they left memory. */
  private int evicted;

  /**
   * @param store holds the states and their log
   * @param maxRecord largest record that the store takes, bytes
   */
  public LoggedStates(KeyedStore store, StateCodec<S> codec, int maxRecord) {
    this.store = store;
    this.codec = codec;
    this.log = new StateLog(store, Math.min(MAX_BLOCK, maxRecord));
  }

  /** A state that had its first difference in a block. */
  private record Logged<S>(LoggedState<S> entry, long first) {
    boolean isLive() {
      return entry.held && entry.differences > 0 && entry.first == first;
    }
  }

  @Override
  public S get(String key) {
    LoggedState<S> entry = entries.get(key);
    if (entry == null) {
      entry = load(key);
      if (entry == null) {
        return codec.empty();
      }
    }
    S state = state(entry);
    evict();
    return state;
  }

  private S state(LoggedState<S> entry) {
    S state = entry.state;
    if (state == null) {
      state = codec.read(Arrays.copyOf(entry.saved, entry.length));
      entry.state = state;
      decoded.add(entry);
      charge(entry);
    }
    return state;
  }

  private @Nullable LoggedState<S> load(String key) {
    byte[] bytes = store.get(key);
    if (bytes == null) {
      return null;
    }
    LoggedState<S> entry = new LoggedState<>(key);
    entry.saved(bytes, StoredState.begin(bytes));
    add(key, entry);
    return entry;
  }

  private void add(String key, LoggedState<S> entry) {
    entries.put(key, entry);
    charge(entry);
  }

  private void charge(LoggedState<S> entry) {
    used -= entry.charged;
    entry.charged = OVERHEAD + entry.saved.length + (entry.state == null ? 0 : typical);
    used += entry.charged;
  }

  @Override
  public void put(String key, S state) {
    LoggedState<S> entry = entries.get(key);
    if (entry == null) {
      entry = load(key);
      if (entry == null) {
        entry = new LoggedState<>(key);
        add(key, entry);
      }
    }
    if (entry.state == null) {
      decoded.add(entry);
    }
    entry.state = state;
    entry.changed = true;
    charge(entry);
    evict();
  }

  @Override
  public void remove(String key) {
    LoggedState<S> entry = entries.remove(key);
    if (entry != null) {
      leaves(entry);
    }
    store.remove(key);
  }

  private void evict() {
    if (used <= store.memoryForStates() || entries.size() <= 1) {
      return;
    }
    Iterator<LoggedState<S>> eldest = entries.values().iterator();
    while (used > store.memoryForStates() && entries.size() > 1) {
      LoggedState<S> entry = eldest.next();
      if (entry.changed || entry.differences > 0) {
        writeInFull(entry, bytes(entry));
        evicted++;
      }
      eldest.remove();
      leaves(entry);
    }
  }

  private void leaves(LoggedState<S> entry) {
    used -= entry.charged;
    entry.held = false;
  }

  /** A state as it would be written now. */
  private byte[] bytes(LoggedState<S> entry) {
    S state = entry.state;
    return entry.changed && state != null
        ? codec.write(state)
        : Arrays.copyOf(entry.saved, entry.length);
  }

  private void writeInFull(LoggedState<S> entry, byte[] bytes) {
    store.put(entry.key, StoredState.of(bytes, log.next()));
    written(entry, bytes);
    entry.differences = 0;
  }

  private void written(LoggedState<S> entry, byte[] bytes) {
    entry.saved(bytes, 0);
    entry.state = null;
    entry.changed = false;
    typical = bytes.length;
    charge(entry);
  }

  /** Writes the changed states: most as differences. */
  @Override
  public void save() {
    boolean full = evicted > entries.size() / 4;
    evicted = 0;
    long reclaim = full ? Long.MAX_VALUE : log.lastWith(Math.max(MIN_LOG, LOG_FACTOR * used));
    for (LoggedState<S> entry : decoded) {
      if (entry.held && entry.changed) {
        save(entry, full || (entry.differences > 0 && entry.first < reclaim));
      } else if (entry.held) {
        entry.state = null;
        charge(entry);
      }
    }
    decoded.clear();
    log.save(needed(reclaim));
  }

  /**
   * Writes in full what is logged before a block.
   *
   * @return the oldest block that is needed
   */
  private long needed(long reclaim) {
    for (Logged<S> each = logged.peek(); each != null; each = logged.peek()) {
      if (each.isLive() && each.first >= reclaim) {
        return each.first;
      }
      if (each.isLive()) {
        writeInFull(each.entry, bytes(each.entry));
      }
      logged.remove();
    }
    return Long.MAX_VALUE;
  }

  private void save(LoggedState<S> entry, boolean old) {
    byte[] after = bytes(entry);
    byte[] difference =
        old
                || entry.length == 0
                || entry.differences >= DIFFERENCES + (entry.key.hashCode() & (DIFFERENCES - 1))
            ? null
            : codec.difference(entry.saved, entry.length, after);
    if (difference == null || difference.length > after.length / 2 || !log.holds(difference)) {
      writeInFull(entry, after);
      return;
    }
    log.add(entry.key, StoredState.checked(entry.saved, entry.length, difference));
    if (entry.differences++ == 0) {
      entry.first = log.next();
      logged.add(new Logged<>(entry, entry.first));
    }
    written(entry, after);
  }

  @Override
  public void forEach(BiConsumer<String, S> visitor) {
    save();
    visit(visitor);
  }

  @Override
  public void recover(BiConsumer<String, S> visitor) {
    entries.clear();
    decoded.clear();
    logged.clear();
    used = 0;
    evicted = 0;
    log.recover(this::redo);
    visit(visitor);
  }

  private void visit(BiConsumer<String, S> visitor) {
    store.forEach(
        (key, bytes) -> {
          if (!StateLog.isReserved(key)) {
            LoggedState<S> entry = entries.get(key);
            visitor.accept(
                key,
                codec.read(
                    entry == null
                        ? StoredState.state(bytes)
                        : Arrays.copyOf(entry.saved, entry.length)));
          }
        });
  }

  /** Repeats a difference of the log, unless its state was written in full later or removed. */
  private void redo(long block, String key, byte[] difference) {
    LoggedState<S> entry = entries.get(key);
    if (entry == null) {
      byte[] bytes = store.get(key);
      if (bytes == null || !StoredState.isBefore(bytes, block)) {
        return;
      }
      entry = new LoggedState<>(key);
      entry.saved(bytes, StoredState.begin(bytes));
      entry.first = block;
      logged.add(new Logged<>(entry, block));
      add(key, entry);
    }
    entry.saved(StoredState.apply(codec, key, entry.saved, entry.length, difference), 0);
    charge(entry);
    entry.differences++;
  }
}
