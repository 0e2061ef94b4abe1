package io.wavecast.core.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes that differ between an array and a prediction of it. A run of different bytes each:
 *
 * <pre>
 *   equal bytes before the run: number   different bytes: number   their values
 * </pre>
 *
 * <p>A number has 7 bits a byte, the lowest first. Equal bytes at the end are not written.
 */
public final class SparseBytes {
  /** As many equal bytes in a run cost less than another run. */
  private static final int BRIDGED = 2;

  private SparseBytes() {}

  /**
   * What differs between two states of any layout: the later length, and the bytes that differ from
   * those at the same place.
   */
  public static byte[] difference(byte[] before, byte[] after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    writeNumber(out, after.length);
    write(resized(before, after.length), after, out);
    return out.toByteArray();
  }

  /**
   * The later state.
   *
   * @param before may become the later state
   * @param in a difference to its end
   * @throws IllegalArgumentException when it is no difference of that state
   */
  public static byte[] apply(byte[] before, ByteBuffer in) {
    byte[] after = resized(before, readNumber(in));
    read(in, after);
    return after;
  }

  private static byte[] resized(byte[] state, int length) {
    return state.length == length ? state : Arrays.copyOf(state, length);
  }

  /** Writes what differs. Both arrays have the same length. */
  public static void write(byte[] predicted, byte[] actual, ByteArrayOutputStream out) {
    int written = 0;
    int at = next(predicted, actual, 0);
    while (at < actual.length) {
      int end = at + 1;
      int following = next(predicted, actual, end);
      while (following < actual.length && following - end <= BRIDGED) {
        end = following + 1;
        following = next(predicted, actual, end);
      }
      writeNumber(out, at - written);
      writeNumber(out, end - at);
      out.write(actual, at, end - at);
      written = end;
      at = following;
    }
  }

  private static int next(byte[] predicted, byte[] actual, int from) {
    int at = Arrays.mismatch(predicted, from, predicted.length, actual, from, actual.length);
    return at < 0 ? actual.length : from + at;
  }

  /**
   * Reads what {@link #write} wrote, to the end of the buffer.
   *
   * @param predicted becomes the actual bytes
   * @throws IllegalArgumentException when the bytes do not fit
   */
  public static void read(ByteBuffer in, byte[] predicted) {
    int at = 0;
    while (in.hasRemaining()) {
      at += readNumber(in);
      int length = readNumber(in);
      if (length > predicted.length - at || length > in.remaining()) {
        throw new IllegalArgumentException("difference must lie in " + predicted.length + " bytes");
      }
      in.get(predicted, at, length);
      at += length;
    }
  }

  /** Writes a number of at least 0. */
  public static void writeNumber(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /**
   * Reads a number of at most 31 bits.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static int readNumber(ByteBuffer in) {
    long value = readLong(in);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("number must have at most 31 bits, got: " + value);
    }
    return (int) value;
  }

  /**
   * Reads a number.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static long readLong(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number must have at most 10 bytes");
  }
}
