package io.wavecast.core.stream;

import java.nio.ByteBuffer;

/** Reads bits that {@link BitOutput} wrote. Not thread-safe. */
public final class BitInput {
  private final ByteBuffer in;
  private int current;

  /** Bits of the current byte that were not read yet. */
  private int left;

  /**
   * @param in at the first byte of the bits; afterwards at the byte after the last one
   */
  public BitInput(ByteBuffer in) {
    this.in = in;
  }

  /**
   * Reads the next bits as a number, the highest first.
   *
   * @param n 0..64
   * @throws java.nio.BufferUnderflowException when there are fewer
   */
  public long bits(int n) {
    long value = 0;
    int rest = n;
    while (rest > 0) {
      if (left == 0) {
        current = in.get();
        left = Byte.SIZE;
      }
      int taken = Math.min(rest, left);
      rest -= taken;
      left -= taken;
      value = (value << taken) | ((current >>> left) & ((1 << taken) - 1));
    }
    return value;
  }
}
