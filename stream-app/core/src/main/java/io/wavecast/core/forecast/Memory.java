package io.wavecast.core.forecast;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Declares what is remembered of one series, and reads and writes it. Offsets follow from the order
 * of the declarations. A state in memory and in a store are the same bytes, big-endian, so nothing
 * is parsed, and a replay that never stores equals a stream that always does.
 */
public final class Memory {
  private static final VarHandle SHORT = handle(short[].class);
  private static final VarHandle INT = handle(int[].class);
  private static final VarHandle LONG = handle(long[].class);
  private static final VarHandle FLOAT = handle(float[].class);

  /** The largest number of 16 bits. */
  private static final float MAX_HALF = Float.intBitsToFloat(0x7f7f_0000);

  private int size;

  /** Reserves bytes. Returns their offset. */
  public int take(int bytes) {
    int at = size;
    size += bytes;
    return at;
  }

  /** The number of bytes reserved so far. */
  public int size() {
    return size;
  }

  public static float getFloat(byte[] data, int at) {
    return (float) FLOAT.get(data, at);
  }

  /** Stores the nearest finite float: an infinite mean would never be a number again. */
  public static void putFloat(byte[] data, int at, double x) {
    FLOAT.set(data, at, Floats.clamp(x));
  }

  public static int getInt(byte[] data, int at) {
    return (int) INT.get(data, at);
  }

  public static void putInt(byte[] data, int at, int x) {
    INT.set(data, at, x);
  }

  /** Adds 1 to a number that stops at the largest int. Returns the new one. */
  public static int increment(byte[] data, int at) {
    int n = getInt(data, at);
    if (n < Integer.MAX_VALUE) {
      putInt(data, at, ++n);
    }
    return n;
  }

  public static long getLong(byte[] data, int at) {
    return (long) LONG.get(data, at);
  }

  public static void putLong(byte[] data, int at, long x) {
    LONG.set(data, at, x);
  }

  public static int getShort(byte[] data, int at) {
    return (short) SHORT.get(data, at);
  }

  /** A number in 0..65535. */
  public static int getUnsigned(byte[] data, int at) {
    return getShort(data, at) & 0xffff;
  }

  public static void putShort(byte[] data, int at, int x) {
    SHORT.set(data, at, (short) x);
  }

  /** A number of 16 bits, the upper half of a float: of 8 bits of precision. */
  public static float getHalf(byte[] data, int at) {
    return Float.intBitsToFloat(getShort(data, at) << 16);
  }

  /** Rounds to the nearest number of 16 bits; what is too large becomes the largest. */
  public static void putHalf(byte[] data, int at, double x) {
    float kept = (float) Math.max(-MAX_HALF, Math.min(MAX_HALF, x));
    putShort(data, at, (Float.floatToIntBits(kept) + 0x8000) >>> 16);
  }

  private static VarHandle handle(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
  }
}
