package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.RecordKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log of differences between states, in blocks that a {@link KeyedStore} holds beside the states.
 * Blocks are numbered in ascending order; the oldest are removed when no state needs them. Not
 * thread-safe.
 *
 * <pre>
 *   block:  version(1)  each: length of the key(2) key  length of the difference(2) difference
 *   head:   version(1)  number of the oldest block(8)  number after the newest(8)
 * </pre>
 */
final class StateLog {
  private static final byte VERSION = 1;
  private static final String PREFIX = KeyedStore.RESERVED;
  private static final String HEAD = PREFIX + "log";
  private static final int LENGTHS = 2 * Short.BYTES;
  private static final int MAX_LENGTH = 0xffff;

  private final KeyedStore store;
  private final ByteBuffer block;
  private final Deque<Integer> sizes = new ArrayDeque<>();

  /** Complete blocks that the store does not have yet. */
  private final List<byte[]> complete = new ArrayList<>();

  private long oldest;
  private long next;
  private long bytes;
  private boolean headChanged;

  /**
   * @param maxBlock bytes of a block; no more than a key and its difference fit into a small one
   */
  StateLog(KeyedStore store, int maxBlock) {
    this.store = store;
    this.block = ByteBuffer.allocate(maxBlock).put(VERSION);
  }

  /** Whether a key of the store belongs to no state. */
  static boolean isReserved(String key) {
    return key.length() > RecordKey.MAX_LENGTH && key.startsWith(PREFIX);
  }

  /** Whether it is the key of a block. */
  static boolean isBlock(String key) {
    return isReserved(key) && Character.digit(key.charAt(PREFIX.length()), 16) >= 0;
  }

  static boolean isHead(String key) {
    return key.equals(HEAD);
  }

  /** The number in the key of a block. */
  static long number(String key) {
    return Long.parseUnsignedLong(key.substring(PREFIX.length()), 16);
  }

  /** The number after the newest block, from a head. */
  static long next(byte[] head) {
    return number(head, 1);
  }

  /** The number of the block that further differences are written to. */
  long next() {
    return next;
  }

  /** Bytes of all blocks. */
  long bytes() {
    return bytes;
  }

  /** Finds the blocks of the store, and visits their differences in the order of their writing. */
  void recover(Consumer<LoggedDifference> visitor) {
    sizes.clear();
    bytes = 0;
    block.clear().put(VERSION);
    complete.clear();
    headChanged = false;
    byte[] head = store.get(HEAD);
    oldest = head == null ? 0 : number(head, 0);
    next = oldest;
    long after = head == null ? 0 : next(head);
    byte[] each = store.get(key(next));
    while (each != null || next < after) {
      if (each == null) {
        throw new IllegalStateException("block " + next + " of the log of states is absent");
      }
      sizes.add(each.length);
      bytes += each.length;
      visit(next, each, visitor);
      next++;
      each = store.get(key(next));
    }
  }

  /** Visits the differences again, of blocks that all are in the store. */
  void forEach(Consumer<LoggedDifference> visitor) {
    for (long number = oldest; number < next; number++) {
      visit(number, Objects.requireNonNull(store.get(key(number))), visitor);
    }
  }

  private static long number(byte[] head, int i) {
    return StateBytes.read(head, "log", VERSION, in -> in.getLong(in.position() + Long.BYTES * i));
  }

  /** Visits the differences of a block. */
  static void visit(long number, byte[] block, Consumer<LoggedDifference> visitor) {
    StateBytes.read(
        block,
        "log",
        VERSION,
        in -> {
          while (in.hasRemaining()) {
            int keyLength = Short.toUnsignedInt(in.getShort());
            int key = skip(in, keyLength);
            int length = Short.toUnsignedInt(in.getShort());
            int at = skip(in, length);
            visitor.accept(new LoggedDifference(number, block, key, keyLength, at, length));
          }
          return true;
        });
  }

  /** Skips bytes; returns where they begin in the block. */
  private static int skip(ByteBuffer in, int length) {
    int at = in.position();
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(in.position() + length);
    return at;
  }

  /** Whether a difference is small enough for a block. */
  boolean holds(byte @Nullable [] difference) {
    return difference != null
        && difference.length <= MAX_LENGTH
        && 1 + LENGTHS + 4 * RecordKey.MAX_LENGTH + difference.length <= block.capacity();
  }

  /** Adds a difference that it {@link #holds}. */
  void add(String key, byte[] difference) {
    byte[] name = key.getBytes(UTF_8);
    if (block.remaining() < LENGTHS + name.length + difference.length) {
      cut();
    }
    block
        .putShort((short) name.length)
        .put(name)
        .putShort((short) difference.length)
        .put(difference);
  }

  /** Completes the block that differences are added to, so that later ones are in another. */
  void cut() {
    if (block.position() > 1) {
      byte[] value = Arrays.copyOf(block.array(), block.position());
      block.clear().put(VERSION);
      complete.add(value);
      sizes.add(value.length);
      bytes += value.length;
      next++;
      headChanged = true;
    }
  }

  /** Writes the complete blocks. */
  void write() {
    long number = next - complete.size();
    for (byte[] each : complete) {
      store.put(key(number++), each);
    }
    complete.clear();
  }

  /**
   * Writes what was added and removes old blocks.
   *
   * @param needed number of the oldest block that is needed
   */
  void save(long needed) {
    cut();
    write();
    long removed = oldest;
    while (oldest < needed && !sizes.isEmpty()) {
      bytes -= sizes.remove();
      oldest++;
      headChanged = true;
    }
    if (headChanged) {
      store.put(
          HEAD,
          ByteBuffer.allocate(1 + 2 * Long.BYTES)
              .put(VERSION)
              .putLong(oldest)
              .putLong(next)
              .array());
      headChanged = false;
    }
    // after the head, or a crash at_least_once would leave a head without its oldest block
    for (; removed < oldest; removed++) {
      store.remove(key(removed));
    }
  }

  /** The number of a block such that it and all later ones have about a number of bytes. */
  long lastWith(long most) {
    long from = oldest;
    long rest = bytes;
    for (int size : sizes) {
      if (rest <= most) {
        break;
      }
      rest -= size;
      from++;
    }
    return from;
  }

  private static String key(long number) {
    return PREFIX + Long.toHexString(number);
  }
}
