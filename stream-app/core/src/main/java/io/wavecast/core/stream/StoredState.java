package io.wavecast.core.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A state as {@link LoggedStates} stores it in full, and its differences in the log.
 *
 * <pre>
 *   state:       {@value #STAMPED}(1)  number of the first block with later differences(8)  state
 *                or a state as {@link StateCache} stores it: every difference is later
 *   difference:  checksum of the state before(2)  {@link StateCodec#difference}
 * </pre>
 */
final class StoredState {
  private static final byte STAMPED = -1;
  private static final int HEAD = 1 + Long.BYTES;

  private StoredState() {}

  /**
   * What is stored of a state.
   *
   * @param next number of the first block that may hold later differences
   */
  static byte[] of(byte[] state, long next) {
    return ByteBuffer.allocate(HEAD + state.length).put(STAMPED).putLong(next).put(state).array();
  }

  /** Where the state begins in what is stored. */
  static int begin(byte[] stored) {
    return isStamped(stored) ? HEAD : 0;
  }

  /** The state in what is stored. */
  static byte[] state(byte[] stored) {
    return Arrays.copyOfRange(stored, begin(stored), stored.length);
  }

  /** The number of the first block that may hold later differences. */
  static long next(byte[] stored) {
    return isStamped(stored) ? ByteBuffer.wrap(stored).getLong(1) : 0;
  }

  /** Whether a difference in a block is later. */
  static boolean isBefore(byte[] stored, long block) {
    return next(stored) <= block;
  }

  private static boolean isStamped(byte[] stored) {
    return stored.length > 0 && stored[0] == STAMPED;
  }

  /** What the log holds of a difference. */
  static byte[] checked(byte[] before, int length, byte[] difference) {
    return ByteBuffer.allocate(Short.BYTES + difference.length)
        .putShort(check(before, length))
        .put(difference)
        .array();
  }

  /**
   * The later state.
   *
   * @throws IllegalStateException when the difference belongs to another earlier state
   */
  static byte[] apply(StateCodec<?> codec, String key, byte[] before, int length, byte[] checked) {
    if (ByteBuffer.wrap(checked).getShort() != check(before, length)) {
      throw new IllegalStateException("log of states does not continue the state of " + key);
    }
    return codec.apply(before, length, Arrays.copyOfRange(checked, Short.BYTES, checked.length));
  }

  private static short check(byte[] state, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(state, 0, length);
    return (short) checksum.getValue();
  }
}
