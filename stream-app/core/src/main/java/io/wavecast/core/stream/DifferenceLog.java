package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Differences between states of some keys, in blocks that a {@link KeyedStore} holds beside the
 * states: mostly one for each commit that changed any of them. Blocks are numbered in the order of
 * their writing. A block that no state needs is overwritten by a later one, so nothing is removed.
 * Not thread-safe.
 *
 * <pre>
 *   block:  number(8)  each: length of the key  key  length of the difference  difference
 * </pre>
 *
 * @param <E> what is known of a state
 */
final class DifferenceLog<E extends DifferenceLog.Entry> {
  /** A log may have this many bytes for each byte of its states in memory, and {@link #MIN}. */
  private static final int FACTOR = 4;

  private static final int MIN = 16 << 10;

  /** Bytes of a block that has several differences, at most. */
  private static final int MAX_BLOCK = 16 << 10;

  private static final int MAX_BLOCKS = 4096;

  private final KeyedStore store;
  private final String prefix;

  /** Oldest first. */
  private final Deque<Block<E>> blocks = new ArrayDeque<>();

  private final Deque<Integer> free = new ArrayDeque<>();

  /** Differences since the last commit, and whose they are. */
  private final ByteArrayOutputStream added = new ByteArrayOutputStream(0);

  private List<E> owners = new ArrayList<>();
  private boolean loaded;

  /** Whether there are blocks since the last commit. */
  private boolean grown;

  private long next;
  private int slots;
  private long bytes;
  private long held;

  /** What is known of a state that may have differences. */
  interface Entry {
    /** Whether the state would be lost without its differences in a block. */
    boolean needs(long block);
  }

  /** Receives the differences of a log. */
  interface Visitor<E> {
    /**
     * Receives a difference.
     *
     * @return whose it is; null if nobody needs it
     */
    @Nullable E visit(long block, String key, ByteBuffer difference);
  }

  private record Block<E>(long number, int slot, int bytes, List<E> owners) {}

  /**
   * @param prefix begins the keys of the blocks
   */
  DifferenceLog(KeyedStore store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  boolean isLoaded() {
    return loaded;
  }

  /** Reads all blocks, in the order of their writing; returns how many differences they have. */
  int load(Visitor<E> visitor) {
    loaded = true;
    record Found(int slot, byte[] block) {}
    TreeMap<Long, Found> found = new TreeMap<>();
    for (byte[] block = store.get(key(slots)); block != null; block = store.get(key(slots))) {
      found.put(ByteBuffer.wrap(block).getLong(), new Found(slots++, block));
    }
    int differences = 0;
    for (Found each : found.values()) {
      ByteBuffer in = ByteBuffer.wrap(each.block);
      long number = in.getLong();
      List<E> whose = new ArrayList<>();
      for (; in.hasRemaining(); differences++) {
        String key = UTF_8.decode(part(in)).toString();
        E owner = visitor.visit(number, key, part(in));
        if (owner != null) {
          whose.add(owner);
        }
      }
      blocks.add(new Block<>(number, each.slot, each.block.length, whose));
      bytes += each.block.length;
      next = number + 1;
    }
    return differences;
  }

  private static ByteBuffer part(ByteBuffer in) {
    int length = SparseBytes.readNumber(in);
    ByteBuffer part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return part;
  }

  /** The number of the next block, which has the differences that are added now. */
  long next() {
    return next;
  }

  /** Counts memory that its states need, bytes; negative for what they do not need any more. */
  void hold(int more) {
    held += more;
  }

  /** Adds a difference. The store gets it with the next commit, or when its block is complete. */
  void add(E owner, String key, byte[] difference) {
    byte[] name = key.getBytes(UTF_8);
    if (added.size() + name.length + difference.length > MAX_BLOCK) {
      cut();
    }
    if (owners.isEmpty()) {
      added.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(next).array());
    }
    SparseBytes.writeArray(added, name);
    SparseBytes.writeArray(added, difference);
    owners.add(owner);
  }

  /**
   * Writes what was added.
   *
   * @param whole writes a state that must not need its differences any more
   */
  void save(Consumer<E> whole) {
    cut();
    if (!grown) {
      return;
    }
    grown = false;
    for (Block<E> oldest = blocks.peek(); oldest != null; oldest = blocks.peek()) {
      long number = oldest.number;
      boolean full = bytes > Math.max(MIN, FACTOR * held) || blocks.size() > MAX_BLOCKS;
      for (E owner : oldest.owners) {
        if (owner.needs(number)) {
          if (!full) {
            return;
          }
          whole.accept(owner);
        }
      }
      free.add(oldest.slot);
      bytes -= oldest.bytes;
      blocks.remove();
    }
  }

  /** Completes the block that has been added to, so that later differences are in another. */
  void cut() {
    if (owners.isEmpty()) {
      return;
    }
    byte[] block = added.toByteArray();
    added.reset();
    Integer reused = free.poll();
    int slot = reused == null ? slots++ : reused;
    store.put(key(slot), block);
    blocks.add(new Block<>(next++, slot, block.length, owners));
    owners = new ArrayList<>();
    bytes += block.length;
    grown = true;
  }

  private String key(int slot) {
    return prefix + (char) slot;
  }
}
