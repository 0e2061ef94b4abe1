package io.wavecast.core.forecast.deviation;

import io.wavecast.core.stream.BitInput;
import io.wavecast.core.stream.BitOutput;

/**
 * What a prediction of some numbers missed: written where the actual numbers are known, and read
 * where they are not. Either way the predicted bytes become the actual ones. The numbers of a group
 * take as many bits as the largest of them:
 *
 * <pre>
 *   group:   bits of each(6)  of each number: zigzag(actual - predicted)(bits)
 * </pre>
 */
abstract sealed class Residuals {
  /** Bits of the number of bits: 0..33. */
  private static final int WIDTH = 6;

  /**
   * Corrects numbers of 16 bits without a sign.
   *
   * @param at where the offsets begin
   */
  abstract void shorts(byte[] data, int at, int[] offsets);

  /**
   * Corrects floats; what is missed are the floats between both.
   *
   * @param at where the offsets begin
   */
  abstract void floats(byte[] data, int at, int[] offsets);

  /** Writes residuals. */
  static final class Writer extends Residuals {
    private final byte[] actual;
    private final int from;
    private final BitOutput out;
    private final long[] missed = new long[Layout.LEADS];

    /**
     * @param actual holds the actual bytes
     * @param from where they begin
     */
    Writer(byte[] actual, int from, BitOutput out) {
      this.actual = actual;
      this.from = from;
      this.out = out;
    }

    @Override
    void shorts(byte[] data, int at, int[] offsets) {
      long all = 0;
      for (int i = 0; i < offsets.length; i++) {
        int number = Layout.getUnsigned(actual, from + at + offsets[i]);
        missed[i] = zigzag(number - Layout.getUnsigned(data, at + offsets[i]));
        all |= missed[i];
        Layout.putShort(data, at + offsets[i], number);
      }
      write(all, offsets.length);
    }

    @Override
    void floats(byte[] data, int at, int[] offsets) {
      long all = 0;
      for (int i = 0; i < offsets.length; i++) {
        int bits = (int) Layout.INT.get(actual, from + at + offsets[i]);
        int predicted = (int) Layout.INT.get(data, at + offsets[i]);
        missed[i] = zigzag((long) ordered(bits) - ordered(predicted));
        all |= missed[i];
        Layout.INT.set(data, at + offsets[i], bits);
      }
      write(all, offsets.length);
    }

    private void write(long all, int n) {
      int width = Long.SIZE - Long.numberOfLeadingZeros(all);
      out.bits(width, WIDTH);
      for (int i = 0; i < n; i++) {
        out.bits(missed[i], width);
      }
    }
  }

  /** Reads residuals. */
  static final class Reader extends Residuals {
    private final BitInput in;

    Reader(BitInput in) {
      this.in = in;
    }

    @Override
    void shorts(byte[] data, int at, int[] offsets) {
      int width = (int) in.bits(WIDTH);
      for (int offset : offsets) {
        long predicted = Layout.getUnsigned(data, at + offset);
        Layout.putShort(data, at + offset, (int) (predicted + missed(width)));
      }
    }

    @Override
    void floats(byte[] data, int at, int[] offsets) {
      int width = (int) in.bits(WIDTH);
      for (int offset : offsets) {
        long predicted = ordered((int) Layout.INT.get(data, at + offset));
        Layout.INT.set(data, at + offset, ordered((int) (predicted + missed(width))));
      }
    }

    private long missed(int width) {
      long residual = in.bits(width);
      return (residual >>> 1) ^ -(residual & 1);
    }
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> (Long.SIZE - 1));
  }

  /** Bits of a float as a number that grows as the float does, and the reverse. */
  private static int ordered(int bits) {
    return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
  }
}
