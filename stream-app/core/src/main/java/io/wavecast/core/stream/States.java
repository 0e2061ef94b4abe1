package io.wavecast.core.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decoded states in front of a {@link KeyedStore}, written at each commit. Not thread-safe.
 *
 * <p>Where the store holds {@link KeyedStore#memoryForStates differences}, most commits write only
 * what changed since the commit before: see {@link DifferenceLog}, one for each of {@value
 * #BUCKETS} buckets of keys. Of a key the store holds the whole state as it was at some commit, and
 * the number of the first block of its log with later differences. A state that is not in memory is
 * in the store without later differences, once the log of its bucket has been loaded.
 *
 * <p>No call does work in proportion to the number of keys. A log is loaded when a key of its
 * bucket is first used. States come into memory when they are needed; those beyond the memory leave
 * it. After a start each stored state is visited once, when its key is first used or by {@link
 * #advance}.
 *
 * @param <S> an immutable state
 */
public final class States<S> {
  static final int BUCKETS = 256;

  /** Differences between two full writes of a state: {@value} to twice as many, by its key. */
  static final int DIFFERENCES = 16;

  /** As many changed states wait for the commit. */
  private static final int FEW = 1024;

  /** Most changed states that wait beyond {@link #FEW}. */
  private static final int WAITING = 192;

  /** Memory for states where the store has no say, bytes. */
  private static final int FEW_BYTES = 4 << 20;

  /** Begins the keys of blocks; in keys of states it is followed by a 1. */
  static final String BLOCK = "\0\0";

  private static final String FIRST_KEY = "\0\1";

  private final KeyedStore store;
  private final StateCodec<S> codec;
  private final boolean whole;
  private final int head;
  private final Map<String, Entry<S>> entries = new HashMap<>();

  /** The same, to choose some at random. */
  private final List<Entry<S>> list = new ArrayList<>();

  /** Those with a decoded state, longest first. */
  private final Deque<Entry<S>> decoded = new ArrayDeque<>();

  /** Number of the next commit, and since the last one the changes and the changed states. */
  private long commit = 1;

  private int changes;
  private int changed;

  /**
   * Whether differences are found before the commit, when others have followed: where most states
   * change once between two commits, and more than fit into the processor's caches and the young
   * generation.
   */
  private boolean early;

  private final List<DifferenceLog<Entry<S>>> logs = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private long used;
  private long uses;

  /** Length of the state that was written last, for those that were never written. */
  private int typical = 1 << 10;

  /** A key that was found to have no state: the next one that gets a state, mostly. */
  private @Nullable String absent;

  private KeyedStore.@Nullable Scan scan;
  private BiConsumer<String, S> visitor = (key, state) -> {};

  /** Stored keys that the scan has found, not visited yet. */
  private final Set<String> found = new LinkedHashSet<>();

  /** Keys that were used before the scan has come to them. */
  private final Set<String> visited = new HashSet<>();

  private static final class Entry<S> implements DifferenceLog.Entry {
    /** Heap of a state in memory beside its bytes and key. */
    static final int OVERHEAD = 160;

    final String key;
    final DifferenceLog<Entry<S>> log;
    int index;
    long used;
    @Nullable S state;
    boolean changed;

    /** The state as it was written last; empty before it is written. */
    byte[] written = {};

    /** Number of the first block with later differences; below 0 if it was never written. */
    long first = -1;

    int differences;

    /** Number of the block with the latest difference. */
    long last = -1;

    /** The latest commit with changes. */
    long commit;

    /** Bytes that it is taken to need. */
    int memory;

    Entry(String key, DifferenceLog<Entry<S>> log) {
      this.key = key;
      this.log = log;
    }

    @Override
    public boolean needs(long block) {
      return index >= 0 && first <= block && differences > 0;
    }

    int most() {
      return DIFFERENCES + (key.hashCode() >>> 8 & DIFFERENCES - 1);
    }
  }

  public States(KeyedStore store, StateCodec<S> codec) {
    this(store, codec, store.memoryForStates() == 0);
  }

  private States(KeyedStore store, StateCodec<S> codec, boolean whole) {
    this.store = store;
    this.codec = codec;
    this.whole = whole;
    this.head = whole ? 0 : Long.BYTES;
    clear();
  }

  /** Few states in memory, none of which is written as a difference. */
  public static <S> States<S> whole(KeyedStore store, StateCodec<S> codec) {
    return new States<>(store, codec, true);
  }

  private void clear() {
    entries.clear();
    list.clear();
    decoded.clear();
    logs.clear();
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      logs.add(new DifferenceLog<>(store, BLOCK + (char) (bucket + 1)));
    }
    visited.clear();
    found.clear();
    absent = null;
    used = 0;
  }

  /** The state of a key; the empty one when the store holds none. */
  public S get(String key) {
    Entry<S> entry = use(key);
    if (entry == null) {
      absent = key;
      return codec.empty();
    }
    S state = entry.state;
    if (state == null) {
      state = codec.read(entry.written.clone());
      entry.state = state;
      decoded.add(entry);
      charge(entry);
    }
    evict(entry);
    return state;
  }

  public void put(String key, S state) {
    Entry<S> entry = use(key);
    if (entry == null) {
      absent = null;
      entry = new Entry<>(key, log(key));
      add(entry);
    }
    if (entry.state == null) {
      decoded.add(entry);
    }
    entry.state = state;
    entry.changed = true;
    changes++;
    changed += entry.commit == commit ? 0 : 1;
    entry.commit = commit;
    charge(entry);
    evict(entry);
    while (early && decoded.size() > WAITING) {
      settle(decoded.remove());
    }
  }

  public void remove(String key) {
    Entry<S> entry = use(key);
    if (entry != null) {
      endDifferences(entry);
      drop(entry);
      store.remove(stored(key));
    }
  }

  /** Writes what has changed since it was last written. */
  public void save() {
    decoded.forEach(this::settle);
    decoded.clear();
    early = !whole && changed > FEW && changes <= 3L * changed;
    commit++;
    changes = 0;
    changed = 0;
    if (!whole) {
      logs.forEach(log -> log.save(entry -> writeWhole(entry, entry.written)));
    }
  }

  private void settle(Entry<S> entry) {
    S state = entry.state;
    if (state != null) {
      if (entry.changed) {
        write(entry, codec.write(state));
      }
      entry.state = null;
      charge(entry);
    }
  }

  /**
   * Discards all unsaved changes. Each state that is stored now is visited once: before its key is
   * used, or by {@link #advance}. The visitor must not use these states.
   */
  public void recover(BiConsumer<String, S> visitor) {
    clear();
    this.visitor = visitor;
    scan = store.scan(whole ? "" : FIRST_KEY);
  }

  /** Whether stored states have not been visited. */
  public boolean isRecovering() {
    return scan != null;
  }

  /**
   * Visits some stored states.
   *
   * @param most how many; fewer where logs are loaded for them, of which no further one is when it
   *     has read as many differences
   */
  public void advance(int most) {
    if (scan == null) {
      return;
    }
    boolean more = true;
    if (found.isEmpty()) {
      more = scan.next(most, this::find);
    }
    Iterator<String> each = found.iterator();
    for (int work = 0; work < most && each.hasNext(); work++) {
      String key = each.next();
      each.remove();
      work += load(log(key));
      Entry<S> entry = entries.get(key);
      Entry<S> read = entry == null ? read(key) : entry;
      if (read != null) {
        visitor.accept(key, codec.read(read.written.clone()));
        if (entry == null && !whole && used + read.written.length < most()) {
          add(read);
        }
      }
    }
    if (!more && found.isEmpty()) {
      scan = null;
      visited.clear();
    }
    evict(null);
  }

  private void find(String stored) {
    String key = whole ? stored : stored.replace("\0\1", "\0");
    if (!visited.remove(key)) {
      found.add(key);
    }
  }

  private @Nullable Entry<S> use(String key) {
    Entry<S> entry = entries.get(key);
    if (entry == null && !key.equals(absent)) {
      load(log(key));
      entry = entries.get(key);
      if (entry == null) {
        entry = read(key);
        if (entry != null) {
          add(entry);
        }
      }
    }
    if (scan != null && (found.remove(key) || (scan.isAhead(stored(key)) && visited.add(key)))) {
      if (entry != null) {
        visitor.accept(key, codec.read(entry.written.clone()));
      }
    }
    if (entry != null) {
      entry.used = ++uses;
    }
    return entry;
  }

  /** Reads a whole state. */
  private @Nullable Entry<S> read(String key) {
    byte[] base = store.get(stored(key));
    if (base == null) {
      return null;
    }
    Entry<S> entry = new Entry<>(key, log(key));
    entry.first = whole ? 0 : ByteBuffer.wrap(base).getLong();
    entry.written = Arrays.copyOfRange(base, head, base.length);
    return entry;
  }

  /** Applies the differences of a log that was not loaded; returns how many it had. */
  private int load(DifferenceLog<Entry<S>> log) {
    if (whole || log.isLoaded()) {
      return 0;
    }
    Map<String, Entry<S>> bucket = new HashMap<>();
    Set<String> removed = new HashSet<>();
    return log.load(
        (number, key, difference) -> {
          Entry<S> entry = bucket.get(key);
          if (entry == null && !removed.contains(key)) {
            entry = read(key);
            if (entry == null) {
              removed.add(key);
            } else {
              bucket.put(key, entry);
            }
          }
          if (entry == null || number < entry.first) {
            return null;
          }
          if (entry.differences++ == 0) {
            add(entry);
          }
          entry.written = SparseBytes.apply(entry.written, difference);
          charge(entry);
          return entry;
        });
  }

  private void write(Entry<S> entry, byte[] after) {
    entry.changed = false;
    typical = after.length;
    boolean mayDiffer = !whole && entry.first >= 0 && entry.differences < entry.most();
    byte[] difference = mayDiffer ? SparseBytes.difference(entry.written, after) : null;
    if (difference != null) {
      entry.differences++;
      entry.last = entry.log.next();
      entry.log.add(entry, entry.key, difference);
    } else {
      writeWhole(entry, after);
    }
    if (entry.written.length == after.length) {
      System.arraycopy(after, 0, entry.written, 0, after.length);
    } else {
      entry.written = after.clone();
    }
  }

  /** Completes the block with the latest difference of a state, which later ones must not share. */
  private void endDifferences(Entry<S> entry) {
    if (entry.differences > 0 && entry.last == entry.log.next()) {
      entry.log.cut();
    }
  }

  private void writeWhole(Entry<S> entry, byte[] state) {
    endDifferences(entry);
    entry.first = whole ? 0 : entry.log.next();
    entry.differences = 0;
    ByteBuffer base = ByteBuffer.allocate(head + state.length);
    if (!whole) {
      base.putLong(entry.first);
    }
    store.put(stored(entry.key), base.put(state).array());
  }

  private void add(Entry<S> entry) {
    entries.put(entry.key, entry);
    entry.index = list.size();
    list.add(entry);
    charge(entry);
  }

  private void drop(Entry<S> entry) {
    entries.remove(entry.key);
    Entry<S> last = list.remove(list.size() - 1);
    if (last != entry) {
      list.set(entry.index, last);
      last.index = entry.index;
    }
    entry.index = -1;
    entry.state = null;
    used -= entry.memory;
    entry.log.hold(-entry.memory);
  }

  /** A decoded state is taken to need as much as a written one. */
  private void charge(Entry<S> entry) {
    int decoded = entry.state == null ? 0 : Math.max(typical, entry.written.length);
    int memory = Entry.OVERHEAD + entry.key.length() + entry.written.length + decoded;
    used += memory - entry.memory;
    entry.log.hold(memory - entry.memory);
    entry.memory = memory;
  }

  /** Memory that they are taken to need, bytes. */
  long used() {
    return used;
  }

  private long most() {
    return whole ? FEW_BYTES : store.memoryForStates();
  }

  /**
   * Drops states that do not fit, each time the one not used for longer of two that are chosen at
   * random; they are written whole before, if the store does not have them. If it was the one not
   * used for the longest time, and all keys had inputs in turn, each would leave just before its
   * next input, even if all but one fitted.
   */
  private void evict(@Nullable Entry<S> kept) {
    while (used > most() && list.size() > 1) {
      Entry<S> one = list.get(random.nextInt(list.size()));
      Entry<S> other = list.get(random.nextInt(list.size()));
      Entry<S> leaving = one.used < other.used ? one : other;
      if (leaving != kept) {
        S state = leaving.state;
        if (leaving.changed && state != null) {
          writeWhole(leaving, codec.write(state));
        } else if (leaving.differences > 0) {
          writeWhole(leaving, leaving.written);
        }
        drop(leaving);
      }
    }
  }

  private DifferenceLog<Entry<S>> log(String key) {
    int hash = key.hashCode();
    return logs.get((hash ^ hash >>> 16) & BUCKETS - 1);
  }

  private String stored(String key) {
    return whole ? key : key.replace("\0", "\0\1");
  }
}
