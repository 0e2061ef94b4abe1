package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getInt;
import static io.wavecast.core.forecast.Memory.putFloat;

import io.wavecast.core.forecast.Memory;

/**
 * Recognises a counter: a series that grows at most steps and falls to near zero only, where the
 * process that counts restarts. What is judged of a counter is its increase.
 *
 * <p>Bytes: float previous value; float previous increase; int number of values, int of those above
 * the one before and below it; byte flags.
 */
final class Counter {
  private static final int INCREASE = Float.BYTES;
  private static final int N = INCREASE + Float.BYTES;
  private static final int ABOVE = N + Integer.BYTES;
  private static final int BELOW = ABOVE + Integer.BYTES;
  private static final int FLAGS = BELOW + Integer.BYTES;
  static final int SIZE = FLAGS + 1;

  private static final int FELL = 1;
  private static final int COUNTS = 2;

  private final int at;

  Counter(Memory memory) {
    at = memory.take(SIZE);
  }

  /** The value before; the given one if it is the first. */
  float previous(byte[] data, float y) {
    return getInt(data, at + N) == 0 ? y : getFloat(data, at);
  }

  boolean counts(byte[] data) {
    return (data[at + FLAGS] & COUNTS) != 0;
  }

  /**
   * Takes in a value.
   *
   * @return whether the series has become a counter or has ceased to be one
   */
  boolean changes(byte[] data, float y) {
    int n = getInt(data, at + N);
    float previous = previous(data, y);
    if (y > previous) {
      Memory.increment(data, at + ABOVE);
    } else if (y < previous) {
      Memory.increment(data, at + BELOW);
      if (y > Tuning.RESTART * previous || previous <= 0) {
        data[at + FLAGS] |= FELL;
      }
    }
    boolean counter =
        n >= Tuning.COUNTER_VALUES
            && (data[at + FLAGS] & FELL) == 0
            && getInt(data, at + ABOVE) >= Tuning.MIN_GROWING * n
            && getInt(data, at + BELOW) <= Tuning.MAX_RESTARTS + n / Tuning.VALUES_PER_RESTART;
    Memory.increment(data, at + N);
    if (counter == counts(data)) {
      return false;
    }
    data[at + FLAGS] ^= COUNTS;
    return true;
  }

  /**
   * The increase of a counter since the value before; after a restart the one before again.
   *
   * @param steps time since the value before, in steps
   */
  double increase(byte[] data, float y, double steps) {
    double increase = (double) y - getFloat(data, at);
    if (increase < 0) {
      return getFloat(data, at + INCREASE);
    }
    double ofStep = Math.min(Float.MAX_VALUE, increase / steps);
    putFloat(data, at + INCREASE, ofStep);
    return ofStep;
  }

  /** Makes a value the one before. */
  void next(byte[] data, float y) {
    putFloat(data, at, y);
  }
}
