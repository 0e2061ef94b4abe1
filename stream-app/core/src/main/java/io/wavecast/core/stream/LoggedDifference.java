package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

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
  private static final XXHash64 HASH = XXHashFactory.fastestJavaInstance().hash64();

  /** The key of its state. */
  String key() {
    return new String(block, keyAt, keyLength, UTF_8);
  }

  byte[] bytes() {
    return Arrays.copyOfRange(block, at, at + length);
  }

  /** The {@link #hash(String)} of its key. */
  long hash() {
    return HASH.hash(block, keyAt, keyLength, 0);
  }

  /** The hash of a key, of its UTF-8 bytes. */
  static long hash(String key) {
    byte[] bytes = key.getBytes(UTF_8);
    return HASH.hash(bytes, 0, bytes.length, 0);
  }
}
