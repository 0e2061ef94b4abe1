package io.wavecast.core.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Differences that wait to be applied to their states: a chain for each state, of which the latest
 * is known. They are kept in few large arrays, as the garbage collector would copy a million small
 * ones. Not thread-safe.
 *
 * <pre>
 *   each:  place of the one before, or {@link #NONE}(8)  length(4)  difference
 * </pre>
 */
final class WaitingDifferences {
  /** The place of no difference. */
  static final long NONE = -1;

  private static final int CHUNK = 1 << 20;
  private static final int HEAD = Long.BYTES + Integer.BYTES;

  private final List<ByteBuffer> chunks = new ArrayList<>();

  /** Heap that they need, bytes. */
  long bytes() {
    return (long) CHUNK * chunks.size();
  }

  /**
   * Adds a difference, which is smaller than a chunk as it comes from a block.
   *
   * @param before place of the one before
   * @return its place
   */
  long add(long before, LoggedDifference difference) {
    int last = chunks.size() - 1;
    if (last < 0 || chunks.get(last).remaining() < HEAD + difference.length()) {
      chunks.add(ByteBuffer.allocate(CHUNK));
      last++;
    }
    ByteBuffer chunk = chunks.get(last);
    long place = (long) last * CHUNK + chunk.position();
    chunk
        .putLong(before)
        .putInt(difference.length())
        .put(difference.block(), difference.at(), difference.length());
    return place;
  }

  /** The differences of a chain, the oldest first. */
  Deque<byte[]> chain(long latest) {
    Deque<byte[]> chain = new ArrayDeque<>();
    for (long place = latest; place != NONE; ) {
      ByteBuffer chunk = chunks.get((int) (place / CHUNK));
      int at = (int) (place % CHUNK);
      byte[] difference = new byte[chunk.getInt(at + Long.BYTES)];
      chunk.get(at + HEAD, difference);
      chain.addFirst(difference);
      place = chunk.getLong(at);
    }
    return chain;
  }

  void clear() {
    chunks.clear();
  }
}
