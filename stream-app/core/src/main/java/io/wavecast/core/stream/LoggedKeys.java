package io.wavecast.core.stream;

/**
 * Which states have differences in a {@link StateLog}, and from which block on they need them. It
 * knows keys by their hash: if two have the same one, both may seem to need what one of them does.
 * 64 to 128 bytes of memory a key, those of one key side by side. Not thread-safe.
 */
final class LoggedKeys {
  private static final int FIRST_SIZE = 1 << 10;

  /**
   * Of each key the hash, 0 for no key; the block of the latest difference; the first needed; one
   * that is not used.
   */
  private static final int WIDTH = 4;

  private static final int LATEST = 1;
  private static final int NEEDED = 2;

  private long[] table = new long[FIRST_SIZE * WIDTH];
  private int size;

  /** Takes note of a difference. */
  void add(long hash, long block) {
    int at = find(hash);
    if (table[at] == 0) {
      if (2 * ++size > table.length / WIDTH) {
        grow();
        at = find(hash);
      }
      table[at] = named(hash);
      table[at + NEEDED] = Long.MAX_VALUE;
    }
    table[at + LATEST] = Math.max(table[at + LATEST], block);
  }

  /** Whether a key may have a difference in a block or a later one. */
  boolean has(long hash, long block) {
    int at = find(hash);
    return table[at] != 0 && table[at + LATEST] >= block;
  }

  /** The state of a key that has differences needs them from a block on. */
  void need(long hash, long block) {
    int at = find(hash) + NEEDED;
    table[at] = Math.min(table[at], block);
  }

  /** Whether a state may need a difference of its key in a block. */
  boolean isNeeded(long hash, long block) {
    int at = find(hash);
    return table[at] != 0 && table[at + NEEDED] <= block;
  }

  /** The place of a hash, or where it belongs. */
  private int find(long hash) {
    int mask = table.length - 1;
    long name = named(hash);
    int at = (int) name * WIDTH & mask;
    while (table[at] != 0 && table[at] != name) {
      at = at + WIDTH & mask;
    }
    return at;
  }

  private static long named(long hash) {
    return hash == 0 ? 1 : hash;
  }

  private void grow() {
    long[] former = table;
    table = new long[2 * former.length];
    for (int i = 0; i < former.length; i += WIDTH) {
      if (former[i] != 0) {
        System.arraycopy(former, i, table, find(former[i]), WIDTH);
      }
    }
  }
}
