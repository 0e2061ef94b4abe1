package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/**
 * What the newest values of a series were, gaps or not: each of the newest 10, and of each ten
 * before them the least, the greatest and the mean, for about 50 values in all.
 *
 * <pre>
 *   [ block 4 ][ block 3 ][ block 2 ][ block 1 ][ block 0 ] . . .
 *                                               [ newest 10     ]
 * </pre>
 */
final class RollingStats {
  /** Values that are kept one by one, and values in a block. */
  static final int SHORT_TERM = 10;

  private static final int BLOCKS = 5;
  private static final int BLOCK = 12;
  private static final int RING_SIZE = 4 * SHORT_TERM;

  /** float[10], then float[5][least, greatest, mean]. */
  static final int SIZE = RING_SIZE + BLOCKS * BLOCK;

  private RollingStats() {}

  /**
   * Takes in a value.
   *
   * @param at where this lies in the data
   * @param n values before it
   */
  static void add(byte[] data, int at, int n, float x) {
    putFloat(data, at + 4 * (n % SHORT_TERM), x);
    if (n % SHORT_TERM == SHORT_TERM - 1) {
      int block = at + RING_SIZE;
      System.arraycopy(data, block, data, block + BLOCK, (BLOCKS - 1) * BLOCK);
      putFloat(data, block, least(data, at, n));
      putFloat(data, block + 4, greatest(data, at, n));
      putFloat(data, block + 8, (float) mean(data, at, n));
    }
  }

  /** The value before the newest, or the newest where it is the first. */
  static float previous(byte[] data, int at, int n) {
    return getFloat(data, at + 4 * (Math.max(0, n - 1) % SHORT_TERM));
  }

  /** The least of the newest 10, the n-th (from 0) included. */
  static float least(byte[] data, int at, int n) {
    float least = getFloat(data, at);
    for (int i = 1; i <= n && i < SHORT_TERM; i++) {
      least = Math.min(least, getFloat(data, at + 4 * i));
    }
    return least;
  }

  private static float greatest(byte[] data, int at, int n) {
    float greatest = getFloat(data, at);
    for (int i = 1; i <= n && i < SHORT_TERM; i++) {
      greatest = Math.max(greatest, getFloat(data, at + 4 * i));
    }
    return greatest;
  }

  private static double mean(byte[] data, int at, int n) {
    int count = Math.min(n + 1, SHORT_TERM);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += getFloat(data, at + 4 * i);
    }
    return sum / count;
  }

  /** Greatest less least of the newest 50 or somewhat more. */
  static float range(byte[] data, int at, int n) {
    float least = least(data, at, n);
    float greatest = greatest(data, at, n);
    int blocks = Math.min((n + 1) / SHORT_TERM, BLOCKS);
    for (int i = 0; i < blocks; i++) {
      int block = at + RING_SIZE + i * BLOCK;
      least = Math.min(least, getFloat(data, block));
      greatest = Math.max(greatest, getFloat(data, block + 4));
    }
    return greatest - least;
  }

  /** Mean of the newest 10 less the mean of the 40 before; NaN until there are that many. */
  static float shift(byte[] data, int at, int n) {
    if (n + 1 < SHORT_TERM * BLOCKS) {
      return Float.NaN;
    }
    double before = 0;
    for (int i = 1; i < BLOCKS; i++) {
      before += getFloat(data, at + RING_SIZE + i * BLOCK + 8) / (BLOCKS - 1);
    }
    return (float) (mean(data, at, n) - before);
  }
}
