package io.wavecast.core.forecast.window;

import io.wavecast.core.stream.SparseBytes;
import java.nio.ByteBuffer;

/** Whole numbers of either sign; small ones take few bytes. */
final class Varint {
  private Varint() {}

  static void write(ByteBuffer out, long value) {
    SparseBytes.writeNumber(out, (value << 1) ^ (value >> 63));
  }

  /**
   * Reads a number and moves behind it.
   *
   * @throws IllegalArgumentException when the bytes are no such number
   */
  static long read(ByteBuffer in) {
    long value = SparseBytes.readLong(in);
    return (value >>> 1) ^ -(value & 1);
  }
}
