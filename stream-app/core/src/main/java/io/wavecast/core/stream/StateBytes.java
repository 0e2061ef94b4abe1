package io.wavecast.core.stream;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Stored states: a byte for the version of their layout, then their content, big-endian. */
public final class StateBytes {
  private StateBytes() {}

  /**
   * Reads a state.
   *
   * @param what the state is of, for messages, e.g. {@code series}
   * @param version the version that is known
   * @param content reads what follows the version
   * @throws IllegalArgumentException when the bytes have another version or are incomplete
   */
  public static <S> S read(
      byte[] bytes, String what, byte version, Function<ByteBuffer, S> content) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      byte got = in.get();
      if (got != version) {
        throw new IllegalArgumentException(
            "version of the state of a " + what + " must be " + version + ", got: " + got);
      }
      return content.apply(in);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "state of a " + what + " must be complete, got " + bytes.length + " bytes", e);
    }
  }
}
