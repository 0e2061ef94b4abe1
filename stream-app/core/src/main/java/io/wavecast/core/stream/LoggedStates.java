package io.wavecast.core.stream;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * States of which only the differences are written at most commits, to a {@link StateLog}. A state
 * is written in full from time to time, and when it leaves memory. Not thread-safe.
 *
 * <p>So every state that is not in memory is in the store in full.
 *
 * <p>Differences may be found before the commit, see {@link DecodedStates}. The store gets them
 * with the commit all the same.
 *
 * @param <S> an immutable state
 */
public final class LoggedStates<S> implements States<S> {
  /** Differences before a state is written in full: this many, or up to twice, by its key. */
  private static final int DIFFERENCES = 32;

  /** The same where states are packed: there are many, and a start repeats the log of each. */
  private static final int DIFFERENCES_OF_MANY = 8;

  /** The log may have this many bytes for each byte of states in memory, and {@link #MIN_LOG}. */
  private static final int LOG_FACTOR = 4;

  private static final int MAX_BLOCK = 64 << 10;
  private static final int MIN_LOG = 1 << 20;

  private final KeyedStore store;
  private final StateCodec<S> codec;
  private final StateLog log;
  private final HeldStates<S> entries;

  private final DecodedStates<S> decoded;
  private final FirstDifferences<S> logged = new FirstDifferences<>();

  /** States written since the last commit because they left memory. */
  private int evicted;

  /**
   * @param store holds the states and their log
   * @param maxRecord largest record that the store takes, bytes
   */
  public LoggedStates(KeyedStore store, StateCodec<S> codec, int maxRecord) {
    this(store, codec, maxRecord, new DecodedStates<>(DecodedStates.FEW, DecodedStates.WAITING));
  }

  LoggedStates(KeyedStore store, StateCodec<S> codec, int maxRecord, DecodedStates<S> decoded) {
    this.decoded = decoded;
    this.store = store;
    this.codec = codec;
    this.entries = new HeldStates<>(store);
    this.log = new StateLog(store, Math.min(MAX_BLOCK, maxRecord));
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
    entries.evict(this::leaving);
    return state;
  }

  private S state(LoggedState<S> entry) {
    S state = entry.state;
    if (state == null) {
      state = entry.decode(codec);
      decoded.add(entry);
      entries.charge(entry);
    }
    return state;
  }

  private @Nullable LoggedState<S> load(String key) {
    byte[] bytes = store.get(key);
    return bytes == null ? null : entries.add(key, bytes);
  }

  @Override
  public void put(String key, S state) {
    LoggedState<S> entry = entries.get(key);
    if (entry == null) {
      entry = load(key);
      if (entry == null) {
        entry = new LoggedState<>(key);
        entries.add(entry);
      }
    }
    if (entry.state == null) {
      decoded.add(entry);
    }
    entry.state = state;
    entry.changed = true;
    decoded.changed(entry);
    entries.charge(entry);
    entries.evict(this::leaving);
    for (LoggedState<S> each = decoded.next(); each != null; each = decoded.next()) {
      if (!settled(each) && !saveDifference(each, bytes(each))) {
        decoded.postpone(each);
      }
    }
  }

  @Override
  public void remove(String key) {
    entries.remove(key, this::endDifferences);
    store.remove(key);
  }

  /** Writes a state that leaves memory in full, if the store has it otherwise. */
  private void leaving(LoggedState<S> entry) {
    if (entry.changed || entry.differences > 0) {
      writeInFull(entry, bytes(entry));
      evicted++;
    }
  }

  /** What is in memory. */
  HeldStates<S> held() {
    return entries;
  }

  /** States that have, or had, differences in the log. */
  int tracked() {
    return logged.size();
  }

  /** A state as it would be written now. */
  private byte[] bytes(LoggedState<S> entry) {
    S state = entry.state;
    return entry.changed && state != null ? codec.write(state) : entry.copy();
  }

  private void writeInFull(LoggedState<S> entry, byte[] bytes) {
    endDifferences(entry);
    log.write(); // or after a crash at_least_once later differences would seem to be earlier ones
    store.put(entry.key, StoredState.of(bytes, log.next()));
    written(entry, bytes);
    entry.differences = 0;
  }

  /** Completes the current block if it has a difference of a state that is written or removed. */
  private void endDifferences(LoggedState<S> entry) {
    if (entry.differences > 0 && entry.last == log.next()) {
      log.cut();
    }
  }

  private void written(LoggedState<S> entry, byte[] bytes) {
    entry.settle();
    entry.changed = false;
    entries.saved(entry, bytes, 0);
  }

  /** Writes the changed states: most as differences. */
  @Override
  public void save() {
    entries.relax();
    boolean full = evicted > entries.size() / 4;
    evicted = 0;
    long reclaim =
        full ? Long.MAX_VALUE : log.lastWith(Math.max(MIN_LOG, LOG_FACTOR * entries.used()));
    log.cut();
    decoded.commit(entry -> save(entry, full, reclaim), full);
    log.save(logged.removeBefore(reclaim, entry -> writeInFull(entry, bytes(entry))));
    logged.prune(entries.size());
  }

  private void save(LoggedState<S> entry, boolean full, long reclaim) {
    if (settled(entry)) {
      return;
    }
    byte[] after = bytes(entry);
    boolean isOld = full || (entry.differences > 0 && entry.first < reclaim);
    if (isOld || !saveDifference(entry, after)) {
      writeInFull(entry, after);
    }
  }

  /** Whether a state need not be written; then it is no longer decoded. */
  private boolean settled(LoggedState<S> entry) {
    if (entry.held && entry.changed) {
      return false;
    }
    if (entry.held) {
      entry.settle();
      entries.charge(entry);
    }
    return true;
  }

  /** Logs a difference; returns whether it could, and need not write the state in full. */
  private boolean saveDifference(LoggedState<S> entry, byte[] after) {
    byte[] before = entry.saved();
    byte[] difference =
        entry.length() == 0 || entry.differences >= most(entry)
            ? null
            : codec.difference(before, entry.length(), after);
    if (difference == null || difference.length > after.length / 2 || !log.holds(difference)) {
      return false;
    }
    log.add(entry.key, StoredState.checked(before, entry.length(), difference));
    if (entry.differences++ == 0) {
      logged.add(entry, log.next());
    }
    entry.last = log.next();
    written(entry, after);
    return true;
  }

  private int most(LoggedState<S> entry) {
    int least = entries.isPacking() ? DIFFERENCES_OF_MANY : DIFFERENCES;
    return least + (entry.key.hashCode() & (least - 1));
  }

  @Override
  public void forEach(BiConsumer<String, S> visitor) {
    save();
    store.forEach(
        (key, bytes) -> {
          if (!StateLog.isReserved(key)) {
            LoggedState<S> entry = entries.peek(key);
            byte[] state = entry == null ? StoredState.state(bytes) : entry.copy();
            visitor.accept(key, codec.read(state));
          }
        });
  }

  /** Loads the states in one pass, as far as they fit, and applies the log to them. */
  @Override
  public void recover(BiConsumer<String, S> visitor) {
    entries.clear();
    decoded.clear();
    logged.clear();
    evicted = 0;
    new Recovery<>(store, codec, entries, logged, visitor).run(log);
  }
}
