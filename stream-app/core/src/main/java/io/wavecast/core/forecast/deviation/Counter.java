package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.COUNTER;
import static io.wavecast.core.forecast.deviation.Layout.INT;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/**
 * Recognises a counter: a series that grows at most steps and falls to near zero only, where the
 * process that counts restarts. What counts of a counter is its increase.
 *
 * <p>Bytes: float previous value; float previous increase; int number of values, int of those above
 * the one before and below it; byte flags.
 */
final class Counter {
  static final int PREVIOUS = COUNTER;
  private static final int INCREASE = COUNTER + 4;
  static final int N = COUNTER + 8;
  static final int ABOVE = COUNTER + 12;
  static final int BELOW = COUNTER + 16;
  private static final int FLAGS = COUNTER + 20;

  static final int SIZE = 21;

  private static final int FELL = 1;
  private static final int COUNTS = 2;

  /** Values before which nothing is a counter. */
  private static final int MIN_VALUES = 100;

  /** Least share of the values that are above the one before. */
  private static final double MIN_GROWING = 0.6;

  /** A restart ends below this share of the value before. */
  private static final double RESTART = 0.2;

  /** Restarts that a counter may have: 3, and one more for each 500 values. */
  private static final int MAX_RESTARTS = 3;

  private static final int VALUES_PER_RESTART = 500;

  private Counter() {}

  /** The value before; the given one if it is the first. */
  static float previous(byte[] data, float y) {
    return (int) INT.get(data, N) == 0 ? y : getFloat(data, PREVIOUS);
  }

  static boolean counts(byte[] data) {
    return (data[FLAGS] & COUNTS) != 0;
  }

  /**
   * Takes in a value.
   *
   * @return whether the series has become a counter or has ceased to be one
   */
  static boolean changes(byte[] data, float y) {
    int n = (int) INT.get(data, N);
    float previous = previous(data, y);
    if (y > previous) {
      increment(data, ABOVE);
    } else if (y < previous) {
      increment(data, BELOW);
      if (y > RESTART * previous || previous <= 0) {
        data[FLAGS] |= FELL;
      }
    }
    boolean counter =
        n >= MIN_VALUES
            && (data[FLAGS] & FELL) == 0
            && (int) INT.get(data, ABOVE) >= MIN_GROWING * n
            && (int) INT.get(data, BELOW) <= MAX_RESTARTS + n / VALUES_PER_RESTART;
    increment(data, N);
    if (counter == counts(data)) {
      return false;
    }
    data[FLAGS] ^= COUNTS;
    return true;
  }

  /**
   * The increase of a counter since the value before; after a restart the one before again.
   *
   * @param steps time since the value before, in steps
   */
  static double increase(byte[] data, float y, double steps) {
    double increase = (double) y - getFloat(data, PREVIOUS);
    if (increase < 0) {
      return getFloat(data, INCREASE);
    }
    double ofStep = Math.min(Float.MAX_VALUE, increase / steps);
    putFloat(data, INCREASE, ofStep);
    return ofStep;
  }

  /** Makes a value the one before. */
  static void next(byte[] data, float y) {
    putFloat(data, PREVIOUS, y);
  }

  private static void increment(byte[] data, int at) {
    int n = (int) INT.get(data, at);
    INT.set(data, at, n == Integer.MAX_VALUE ? n : n + 1);
  }
}
