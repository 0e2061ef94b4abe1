package io.wavecast.core.stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
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
 * what changed since the commit before. A state is read as its base and all differences from it:
 *
 * <pre>
 *   key            number(4)  state                                       the base
 *   key, slot 0    number(4)  {@link SparseBytes#difference} from the base
 *   key, slot 1    number(4)  {@link SparseBytes#difference} from the state of slot 0
 *   ...
 * </pre>
 *
 * <p>A difference counts only if it has the number of the base. After {@value #SLOTS} differences a
 * new base with the next number is written, so that nothing needs to be removed. Otherwise the
 * store gets a base each time.
 *
 * <p>No call does work in proportion to the number of keys. States come into memory when they are
 * needed; those beyond the memory leave it. After a start each stored state is visited once, when
 * its key is first used or by {@link #advance}.
 *
 * @param <S> an immutable state
 */
public final class States<S> {
  /** Differences of a base. */
  static final int SLOTS = 8;

  /** Memory for states where the store has no say, bytes. */
  private static final int FEW_BYTES = 4 << 20;

  /** Heap of a state in memory beside its bytes and key. */
  private static final int OVERHEAD = 160;

  private static final int NUMBER = Integer.BYTES;

  /** Ends the key of a difference, before its slot; within keys it is followed by a 1. */
  private static final char SLOT = '\0';

  private static final char FIRST_SLOT = 2;

  private final KeyedStore store;
  private final StateCodec<S> codec;
  private final boolean whole;
  private final int head;
  private final Map<String, Entry<S>> entries = new HashMap<>();

  /** The same, to choose some at random. */
  private final List<Entry<S>> list = new ArrayList<>();

  /** Those with a decoded state, until the next commit. */
  private final List<Entry<S>> decoded = new ArrayList<>();

  private final SplittableRandom random = new SplittableRandom(1);
  private long used;
  private long uses;

  /** Length of the state that was written last, for those that were never written. */
  private int typical = 1 << 10;

  /** A key that was found to have no state: the next one that gets a state, mostly. */
  private @Nullable String absent;

  private KeyedStore.@Nullable Scan scan;
  private BiConsumer<String, S> visitor = (key, state) -> {};

  /** Keys that were used before the scan has come to them. */
  private final Set<String> early = new HashSet<>();

  private static final class Entry<S> {
    final String key;
    int index;
    long used;
    @Nullable S state;
    boolean changed;

    /** The state as it was written last; empty before it is written. */
    byte[] written = {};

    int number;

    /** Differences since the base, and at most. */
    int differences;

    int most = SLOTS;

    /** Bytes that it is taken to need. */
    int memory;

    Entry(String key) {
      this.key = key;
    }
  }

  public States(KeyedStore store, StateCodec<S> codec) {
    this(store, codec, store.memoryForStates() == 0);
  }

  private States(KeyedStore store, StateCodec<S> codec, boolean whole) {
    this.store = store;
    this.codec = codec;
    this.whole = whole;
    this.head = whole ? 0 : NUMBER;
  }

  /** Few states in memory, none of which is written as a difference. */
  public static <S> States<S> whole(KeyedStore store, StateCodec<S> codec) {
    return new States<>(store, codec, true);
  }

  /** The state of a key; the empty one when the store holds none. */
  public S get(String key) {
    Entry<S> entry = find(key);
    if (entry == null) {
      absent = key;
      return codec.empty();
    }
    S state = decode(entry);
    evict(entry);
    return state;
  }

  public void put(String key, S state) {
    Entry<S> entry = find(key);
    if (entry == null) {
      absent = null;
      entry = new Entry<>(key);
      add(entry);
    }
    if (entry.state == null) {
      decoded.add(entry);
    }
    entry.state = state;
    entry.changed = true;
    charge(entry);
    evict(entry);
  }

  public void remove(String key) {
    Entry<S> entry = find(key);
    if (entry == null) {
      return;
    }
    drop(entry);
    entry.state = null;
    // the last first: a crash at_least_once leaves an earlier state, or none
    for (int slot = SLOTS - 1; !whole && slot >= 0; slot--) {
      if (store.get(slot(key, slot)) != null) {
        store.remove(slot(key, slot));
      }
    }
    store.remove(stored(key));
  }

  /** Writes what has changed since it was last written. */
  public void save() {
    for (Entry<S> entry : decoded) {
      if (entry.state != null) {
        write(entry);
        entry.state = null;
        charge(entry);
      }
    }
    decoded.clear();
  }

  /**
   * Discards all unsaved changes. Each state that is stored now is visited once: before its key is
   * used, or by {@link #advance}. The visitor must not use these states.
   */
  public void recover(BiConsumer<String, S> visitor) {
    entries.clear();
    list.clear();
    decoded.clear();
    early.clear();
    absent = null;
    used = 0;
    this.visitor = visitor;
    scan = store.scan();
  }

  /** Whether stored states have not been visited. */
  public boolean isRecovering() {
    return scan != null;
  }

  /** Visits a number of stored states, or those that are left. */
  public void advance(int states) {
    if (scan != null && !scan.next(states, this::visit)) {
      scan = null;
      early.clear();
    }
  }

  private void visit(String stored) {
    if (!whole && isDifference(stored)) {
      return;
    }
    String key = whole ? stored : stored.replace("\0\1", "\0");
    if (!early.remove(key)) {
      Entry<S> entry = read(key);
      if (entry != null) {
        visitor.accept(key, codec.read(entry.written.clone()));
        if (!whole && used + memory(entry) <= most()) {
          add(entry);
        }
      }
    }
  }

  private @Nullable Entry<S> find(String key) {
    Entry<S> entry = entries.get(key);
    if (entry == null) {
      entry = key.equals(absent) ? null : read(key);
      if (scan != null && scan.isAhead(stored(key)) && early.add(key) && entry != null) {
        visitor.accept(key, codec.read(entry.written.clone()));
      }
      if (entry != null) {
        add(entry);
      }
    }
    if (entry != null) {
      entry.used = ++uses;
    }
    return entry;
  }

  /** Reads a state from the store. */
  private @Nullable Entry<S> read(String key) {
    byte[] base = store.get(stored(key));
    if (base == null) {
      return null;
    }
    Entry<S> entry = new Entry<>(key);
    entry.number = whole ? 1 : ByteBuffer.wrap(base).getInt();
    entry.written = Arrays.copyOfRange(base, head, base.length);
    while (!whole && entry.differences < SLOTS) {
      byte[] next = store.get(slot(key, entry.differences));
      if (next == null || ByteBuffer.wrap(next).getInt() != entry.number) {
        break;
      }
      entry.written = SparseBytes.apply(entry.written, ByteBuffer.wrap(next).position(NUMBER));
      entry.differences++;
    }
    return entry;
  }

  private S decode(Entry<S> entry) {
    S state = entry.state;
    if (state == null) {
      state = codec.read(entry.written.clone());
      entry.state = state;
      decoded.add(entry);
      charge(entry);
    }
    return state;
  }

  private void write(Entry<S> entry) {
    S state = entry.state;
    if (!entry.changed || state == null) {
      return;
    }
    entry.changed = false;
    byte[] after = codec.write(state);
    if (!writeDifference(entry, after)) {
      // the first cycle depends on the key, or the bases of all would be written at one commit
      entry.most = entry.number == 0 ? entry.key.hashCode() & SLOTS - 1 : SLOTS;
      entry.differences = 0;
      entry.number++;
      ByteBuffer base = ByteBuffer.allocate(head + after.length);
      if (!whole) {
        base.putInt(entry.number);
      }
      store.put(stored(entry.key), base.put(after).array());
    }
    typical = after.length;
    if (entry.written.length == after.length) {
      System.arraycopy(after, 0, entry.written, 0, after.length);
    } else {
      entry.written = after.clone();
    }
  }

  private boolean writeDifference(Entry<S> entry, byte[] after) {
    if (whole || entry.number == 0 || entry.differences >= entry.most) {
      return false;
    }
    byte[] difference = SparseBytes.difference(NUMBER, entry.written, after);
    if (difference.length > after.length / 2) {
      return false;
    }
    ByteBuffer.wrap(difference).putInt(entry.number);
    store.put(slot(entry.key, entry.differences++), difference);
    return true;
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
    used -= entry.memory;
  }

  private void charge(Entry<S> entry) {
    used -= entry.memory;
    entry.memory = memory(entry);
    used += entry.memory;
  }

  /** A decoded state is taken to need as much as a written one. */
  private int memory(Entry<S> entry) {
    int decoded = entry.state == null ? 0 : Math.max(typical, entry.written.length);
    return OVERHEAD + entry.key.length() + entry.written.length + decoded;
  }

  /** Memory that they are taken to need, bytes. */
  long used() {
    return used;
  }

  private long most() {
    return whole ? FEW_BYTES : store.memoryForStates();
  }

  /**
   * Writes states that do not fit, and drops them: each time the one not used for longer of two
   * that are chosen at random. If that was the one not used for the longest time, and all keys had
   * inputs in turn, each would leave just before its next input, even if all but one fitted.
   */
  private void evict(Entry<S> kept) {
    while (used > most() && list.size() > 1) {
      Entry<S> one = list.get(random.nextInt(list.size()));
      Entry<S> other = list.get(random.nextInt(list.size()));
      Entry<S> leaving = one.used < other.used ? one : other;
      if (leaving != kept) {
        write(leaving);
        leaving.state = null;
        drop(leaving);
      }
    }
  }

  private String stored(String key) {
    return whole ? key : key.replace("\0", "\0\1");
  }

  private String slot(String key, int slot) {
    return stored(key) + SLOT + (char) (FIRST_SLOT + slot);
  }

  /** Whether a key of the store is that of a difference. */
  private static boolean isDifference(String stored) {
    int end = stored.length() - 1;
    return end > 0 && stored.charAt(end) >= FIRST_SLOT && stored.charAt(end - 1) == SLOT;
  }
}
