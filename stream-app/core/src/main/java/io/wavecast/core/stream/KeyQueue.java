package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keys with a time each, first in, first out. An entry takes the bytes of its key and 12 more; a
 * chunk of entries is freed when the last of them has been taken. Not thread-safe.
 */
final class KeyQueue {
  private static final int FRAME = Integer.BYTES + Long.BYTES;
  private static final int FIRST_CHUNK = 64;
  private static final int LARGEST_CHUNK = 16 << 10;

  private final Deque<ByteBuffer> full = new ArrayDeque<>();
  private ByteBuffer last = ByteBuffer.allocate(FIRST_CHUNK);

  /** Where the first entry of the oldest chunk begins. */
  private int first;

  /**
   * An entry.
   *
   * @param time as it was added
   */
  record Entry(String key, long time) {}

  void add(String key, long time) {
    byte[] bytes = key.getBytes(UTF_8);
    int size = FRAME + bytes.length;
    if (last.remaining() < size) {
      makeRoom(size);
    }
    last.putInt(bytes.length).putLong(time).put(bytes);
  }

  private void makeRoom(int size) {
    int used = last.position();
    int doubled = Math.max(2 * last.capacity(), used + size);
    if (used == 0 || doubled <= LARGEST_CHUNK) {
      last = ByteBuffer.allocate(doubled).put(last.flip());
    } else {
      full.addLast(last);
      last = ByteBuffer.allocate(Math.max(last.capacity(), size));
    }
  }

  boolean isEmpty() {
    return full.isEmpty() && first == last.position();
  }

  /** Takes the oldest entry; there must be one. */
  Entry poll() {
    ByteBuffer oldest = full.isEmpty() ? last : full.getFirst();
    int length = oldest.getInt(first);
    long time = oldest.getLong(first + Integer.BYTES);
    byte[] key = new byte[length];
    oldest.get(first + FRAME, key);
    first += FRAME + length;
    if (!full.isEmpty() && first == oldest.position()) {
      full.removeFirst();
      first = 0;
    }
    return new Entry(new String(key, UTF_8), time);
  }
}
