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

  /** Corrects numbers of 16 bits at some offsets. */
  final void shorts(byte[] data, int... offsets) {
    pass(data, false, offsets);
  }

  /** Corrects floats at some offsets; what is missed are the floats between both. */
  final void floats(byte[] data, int... offsets) {
    pass(data, true, offsets);
  }

  abstract void pass(byte[] data, boolean floats, int[] offsets);

  /** Writes residuals. */
  static final class Writer extends Residuals {
    private final byte[] actual;
    private final int from;
    private final BitOutput out;

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
    void pass(byte[] data, boolean floats, int[] offsets) {
      long all = 0;
      for (int at : offsets) {
        all |= zigzag(get(actual, from + at, floats) - get(data, at, floats));
      }
      int width = Long.SIZE - Long.numberOfLeadingZeros(all);
      out.bits(width, WIDTH);
      for (int at : offsets) {
        long number = get(actual, from + at, floats);
        out.bits(zigzag(number - get(data, at, floats)), width);
        put(data, at, number, floats);
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
    void pass(byte[] data, boolean floats, int[] offsets) {
      int width = (int) in.bits(WIDTH);
      for (int at : offsets) {
        long residual = in.bits(width);
        long missed = (residual >>> 1) ^ -(residual & 1);
        put(data, at, get(data, at, floats) + missed, floats);
      }
    }
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> (Long.SIZE - 1));
  }

  /** A number of 16 bits without a sign, or the place of a float among all of them. */
  private static long get(byte[] data, int at, boolean isFloat) {
    return isFloat ? ordered((int) Layout.INT.get(data, at)) : Layout.getUnsigned(data, at);
  }

  private static void put(byte[] data, int at, long number, boolean isFloat) {
    if (isFloat) {
      Layout.INT.set(data, at, ordered((int) number));
    } else {
      Layout.putShort(data, at, (int) number);
    }
  }

  /** Bits of a float as a number that grows as the float does, and the reverse. */
  private static int ordered(int bits) {
    return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
  }
}
