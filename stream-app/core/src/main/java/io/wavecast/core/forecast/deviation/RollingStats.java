package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/**
 * Statistics of the latest values of a series, whatever the time between them: each of the latest
 * 10, and the minimum, maximum and mean of each ten before, for about 50 values in total.
 *
 * <pre>
 *   [ block 4 ][ block 3 ][ block 2 ][ block 1 ][ block 0 ] . . .
 *                                               [ latest 10     ]
 * </pre>
 *
 * <p>Bytes: float[10] the latest values, a ring; float[5][3] the blocks, latest first.
 */
final class RollingStats {
  /** Values that are kept individually, and values per block. */
  static final int SHORT_TERM = 10;

  private static final int BLOCKS = 5;
  private static final int RING_SIZE = Float.BYTES * SHORT_TERM;

  private static final int MIN = 0;
  private static final int MAX = Float.BYTES;
  private static final int MEAN = 2 * Float.BYTES;
  private static final int BLOCK_SIZE = 3 * Float.BYTES;

  static final int SIZE = RING_SIZE + BLOCKS * BLOCK_SIZE;

  private RollingStats() {}

  /**
   * Takes in a value.
   *
   * @param at offset of these statistics in the data
   * @param n number of values before it
   */
  static void add(byte[] data, int at, int n, float x) {
    putFloat(data, at + Float.BYTES * (n % SHORT_TERM), x);
    if (n % SHORT_TERM == SHORT_TERM - 1) {
      int first = block(at, 0);
      System.arraycopy(data, first, data, block(at, 1), (BLOCKS - 1) * BLOCK_SIZE);
      putFloat(data, first + MIN, min(data, at, n));
      putFloat(data, first + MAX, max(data, at, n));
      putFloat(data, first + MEAN, (float) mean(data, at, n));
    }
  }

  /** The value before the latest, or the latest if it is the first. */
  static float previous(byte[] data, int at, int n) {
    return value(data, at, Math.max(0, n - 1) % SHORT_TERM);
  }

  /** The minimum of the latest 10 values, the n-th (from 0) included. */
  static float min(byte[] data, int at, int n) {
    float min = value(data, at, 0);
    for (int i = 1; i <= n && i < SHORT_TERM; i++) {
      min = Math.min(min, value(data, at, i));
    }
    return min;
  }

  private static float max(byte[] data, int at, int n) {
    float max = value(data, at, 0);
    for (int i = 1; i <= n && i < SHORT_TERM; i++) {
      max = Math.max(max, value(data, at, i));
    }
    return max;
  }

  private static double mean(byte[] data, int at, int n) {
    int count = Math.min(n + 1, SHORT_TERM);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += value(data, at, i);
    }
    return sum / count;
  }

  /** Maximum less minimum of the latest 50 values or up to 9 more. */
  static float range(byte[] data, int at, int n) {
    float min = min(data, at, n);
    float max = max(data, at, n);
    int blocks = Math.min((n + 1) / SHORT_TERM, BLOCKS);
    for (int i = 0; i < blocks; i++) {
      int block = block(at, i);
      min = Math.min(min, getFloat(data, block + MIN));
      max = Math.max(max, getFloat(data, block + MAX));
    }
    return max - min;
  }

  /** Mean of the latest 10 values less the mean of the 40 before; NaN before there are 50. */
  static float shift(byte[] data, int at, int n) {
    if (n + 1 < SHORT_TERM * BLOCKS) {
      return Float.NaN;
    }
    double before = 0;
    for (int i = 1; i < BLOCKS; i++) {
      before += getFloat(data, block(at, i) + MEAN) / (BLOCKS - 1);
    }
    return (float) (mean(data, at, n) - before);
  }

  private static float value(byte[] data, int at, int i) {
    return getFloat(data, at + Float.BYTES * i);
  }

  private static int block(int at, int i) {
    return at + RING_SIZE + i * BLOCK_SIZE;
  }
}
