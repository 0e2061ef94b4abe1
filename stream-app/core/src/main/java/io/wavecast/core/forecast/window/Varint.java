package io.wavecast.core.forecast.window;

import java.nio.ByteBuffer;

/** Whole numbers in as few bytes as they need, 7 bits a byte, the lowest first. */
final class Varint {
  private Varint() {}

  static void write(ByteBuffer out, long value) {
    long rest = zigzag(value);
    while ((rest & ~0x7fL) != 0) {
      out.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  /**
   * Reads a number and moves behind it.
   *
   * @throws IllegalArgumentException when the bytes are no such number
   */
  static long read(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IllegalArgumentException("a whole number must have at most 10 bytes");
  }

  /** Small numbers of either sign become small ones without. */
  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }
}
