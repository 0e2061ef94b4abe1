package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A difference in a block of a {@link StateLog}, of which nothing is copied until it is needed.
 *
 * @param number of the block
 * @param block its bytes
 * @param keyAt where the key begins in them
 * @param keyLength length of the key, bytes
 * @param at where the difference begins
 * @param length of the difference, bytes
 */
record LoggedDifference(long number, byte[] block, int keyAt, int keyLength, int at, int length) {
  private static final long PRIME = 0x100000001b3L;

  /** The key of its state. */
  String key() {
    return new String(block, keyAt, keyLength, UTF_8);
  }

  byte[] bytes() {
    return Arrays.copyOfRange(block, at, at + length);
  }

  /** {@link #hash(byte[], int, int)} of its key. */
  long hash() {
    return hash(block, keyAt, keyLength);
  }

  /** The hash of a key. */
  static long hash(String key) {
    byte[] bytes = key.getBytes(UTF_8);
    return hash(bytes, 0, bytes.length);
  }

  /** FNV-1a, 64 bits, whose high bits are mixed into the low ones. */
  private static long hash(byte[] bytes, int from, int length) {
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ bytes[i]) * PRIME;
    }
    return hash ^ hash >>> 32;
  }
}
