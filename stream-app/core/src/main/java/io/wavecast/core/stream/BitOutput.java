package io.wavecast.core.stream;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes, and between them numbers of any number of bits. Not thread-safe. */
public final class BitOutput extends ByteArrayOutputStream {
  /** Bits of the last byte that are not used yet. */
  private int free;

  /**
   * @param size expected, bytes
   */
  public BitOutput(int size) {
    super(size);
  }

  private void ensure(int more) {
    if (buf.length - count < more) {
      buf = Arrays.copyOf(buf, 2 * buf.length + more);
    }
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread writes
  public void write(int value) {
    ensure(1);
    buf[count++] = (byte) value;
    free = 0;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // one thread writes
  public void write(byte[] bytes, int from, int length) {
    ensure(length);
    System.arraycopy(bytes, from, buf, count, length);
    count += length;
    free = 0;
  }

  /**
   * Writes the lowest bits of a number, from the highest of them on, into what the bits before it
   * have left of their last byte, and the bytes after that.
   *
   * @param n how many, 0..64
   */
  public void bits(long value, int n) {
    ensure(1 + Long.BYTES);
    int rest = n;
    if (free > 0) {
      int taken = Math.min(rest, free);
      rest -= taken;
      free -= taken;
      buf[count - 1] |= (byte) (((value >>> rest) & ((1 << taken) - 1)) << free);
    }
    while (rest >= Byte.SIZE) {
      rest -= Byte.SIZE;
      buf[count++] = (byte) (value >>> rest);
    }
    if (rest > 0) {
      free = Byte.SIZE - rest;
      buf[count++] = (byte) (value << free);
    }
  }
}
