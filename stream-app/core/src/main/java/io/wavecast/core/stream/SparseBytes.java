package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  /** Most bytes of a number of 31 bits. */
  private static final int NUMBER = 5;

  private SparseBytes() {}

  /**
   * What differs between two states of any layout: the later length, and the bytes that differ from
   * those at the same place.
   *
   * @return null where that would take more than half of the later state
   */
  public static byte @Nullable [] difference(byte[] before, byte[] after) {
    byte[] predicted = resized(before, after.length);
    ByteBuffer out = ByteBuffer.allocate(after.length / 2 + 3 * NUMBER);
    writeNumber(out, after.length);
    int written = 0;
    int at = next(predicted, after, 0);
    while (at < after.length) {
      int end = at + 1;
      int following = end;
      // byte by byte, since a call for each costs more where most of them differ
      for (; following < after.length && following - end <= BRIDGED; following++) {
        end = predicted[following] == after[following] ? end : following + 1;
      }
      if (out.remaining() < end - at + 2 * NUMBER) {
        return null;
      }
      writeNumber(out, at - written);
      writeNumber(out, end - at);
      out.put(after, at, end - at);
      written = end;
      at = next(predicted, after, following);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /**
   * The later state.
   *
   * @param before may become the later state
   * @param in a difference to its end
   * @throws IllegalArgumentException when it is no difference of that state
   */
  static byte[] apply(byte[] before, ByteBuffer in) {
    byte[] after = resized(before, readNumber(in));
    int at = 0;
    while (in.hasRemaining()) {
      at += readNumber(in);
      int length = readNumber(in);
      if (length > after.length - at || length > in.remaining()) {
        throw new IllegalArgumentException("difference must lie in " + after.length + " bytes");
      }
      in.get(after, at, length);
      at += length;
    }
    return after;
  }

  private static byte[] resized(byte[] state, int length) {
    return state.length == length ? state : Arrays.copyOf(state, length);
  }

  private static int next(byte[] predicted, byte[] actual, int from) {
    int at = Arrays.mismatch(predicted, from, predicted.length, actual, from, actual.length);
    return at < 0 ? actual.length : from + at;
  }

  /** Writes a number of at least 0, or one of 64 bits without a sign. */
  public static void writeNumber(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Writes an array: its length and its bytes. */
  public static void writeArray(ByteArrayOutputStream out, byte[] bytes) {
    writeNumber(out, bytes.length);
    out.writeBytes(bytes);
  }

  /**
   * Reads what {@link #writeArray} wrote.
   *
   * @throws BufferUnderflowException when the bytes are incomplete
   */
  public static byte[] readArray(ByteBuffer in) {
    int length = readNumber(in);
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** Writes a text in UTF-8, as an array. */
  public static void writeText(ByteArrayOutputStream out, String text) {
    writeArray(out, text.getBytes(UTF_8));
  }

  /** Reads what {@link #writeText} wrote. */
  public static String readText(ByteBuffer in) {
    return new String(readArray(in), UTF_8);
  }

  /** Writes a number of at least 0, or one of 64 bits without a sign. */
  public static void writeNumber(ByteBuffer out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  /** Writes a number of either sign; small ones take few bytes. */
  public static void writeSigned(ByteBuffer out, long value) {
    writeNumber(out, (value << 1) ^ (value >> 63));
  }

  /**
   * Reads what {@link #writeSigned} wrote.
   *
   * @throws IllegalArgumentException when it is no number
   */
  public static long readSigned(ByteBuffer in) {
    long value = readLong(in);
    return (value >>> 1) ^ -(value & 1);
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
