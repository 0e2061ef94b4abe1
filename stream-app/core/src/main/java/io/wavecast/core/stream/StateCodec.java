package io.wavecast.core.stream;

import org.jspecify.annotations.Nullable;

/**
 * How states are written, in full and as differences. Not thread-safe.
 *
 * @param <S> an immutable state
 */
public interface StateCodec<S> {
  /** The state of a key that the store does not hold. */
  S empty();

  /**
   * Reads a state.
   *
   * @param bytes shared, must not change afterwards
   * @throws IllegalArgumentException when the bytes are not a state of a known version
   */
  S read(byte[] bytes);

  /**
   * Writes a state.
   *
   * @return an array that the next call may use again
   */
  byte[] write(S state);

  /**
   * What changed between two written states.
   *
   * @param before holds the earlier state in its first bytes
   * @param length of the earlier state, bytes
   * @param after the later state
   * @return from which {@link #apply} gets the later state; null if it had no use, since nearly
   *     everything changed
   */
  byte @Nullable [] difference(byte[] before, int length, byte[] after);

  /**
   * The later of two states, bit for bit.
   *
   * @param before holds the earlier state in its first bytes
   * @param length of the earlier state, bytes
   * @param difference from {@link #difference} of this or an earlier release
   * @throws IllegalArgumentException when the difference is not one of a known version
   */
  byte[] apply(byte[] before, int length, byte[] difference);
}
