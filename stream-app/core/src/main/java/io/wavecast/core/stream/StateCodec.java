package io.wavecast.core.stream;

import java.util.function.Function;

/**
 * How states are written. Not thread-safe.
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
   * Writes a state. Where little changes, states of the same length differ in few bytes.
   *
   * @return an array that the next call may use again
   */
  byte[] write(S state);

  /** A codec of functions. */
  static <S> StateCodec<S> of(S empty, Function<byte[], S> reader, Function<S, byte[]> writer) {
    return new StateCodec<>() {
      @Override
      public S empty() {
        return empty;
      }

      @Override
      public S read(byte[] bytes) {
        return reader.apply(bytes);
      }

      @Override
      public byte[] write(S state) {
        return writer.apply(state);
      }
    };
  }
}
