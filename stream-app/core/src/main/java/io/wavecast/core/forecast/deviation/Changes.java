package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.INT;
import static io.wavecast.core.forecast.deviation.Layout.LONG;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/**
 * How much a series usually changes from one value to the next.
 *
 * <p>Bytes: int number of values; float previous value; float typical change; float smallest change
 * above 0; float slow mean of the values; long time of the first one.
 */
final class Changes {
  static final int SIZE = 28;

  static final int N = 0;
  static final int PREVIOUS = 4;
  static final int TYPICAL = 8;
  static final int SMALLEST = 12;
  static final int MEAN = 16;
  private static final int BEGAN = 20;

  private static final double PACE = 0.005;
  private static final double MEAN_PACE = 0.04;

  /** This share of the typical change means nothing. */
  private static final double TRIFLE = 0.05;

  private static final double ROUNDING = 1e-9;
  private static final double TINY = 1e-12;

  /** From then on a change counts at most ten times the typical one. */
  private static final int MATURE = 50;

  private static final double MAX_CHANGE = 10;

  private Changes() {}

  /** The number of values so far. */
  static int count(Sample s, int at) {
    return (int) INT.get(s.data, at + N);
  }

  /** Prepares a sample whose value is set. */
  static void listen(Sample s, int at) {
    int n = (int) INT.get(s.data, at + N);
    s.n = n == Integer.MAX_VALUE ? n : n + 1;
    s.previous = n == 0 ? s.x : getFloat(s.data, at + PREVIOUS);
    s.change = Math.abs(s.x - s.previous);
    s.typical = getFloat(s.data, at + TYPICAL);
    s.trifle = TRIFLE * s.typical + ROUNDING * Math.abs(s.x) + TINY;
    s.smallest = getFloat(s.data, at + SMALLEST);
    if (n == 0) {
      LONG.set(s.data, at + BEGAN, s.time);
    }
    s.began = (long) LONG.get(s.data, at + BEGAN);
    s.mean = n == 0 ? s.x : getFloat(s.data, at + MEAN);
    s.nearer = Math.abs(s.previous - s.mean) - Math.abs(s.x - s.mean);
    INT.set(s.data, at + N, s.n);
    putFloat(s.data, at + PREVIOUS, (float) s.x);
    if (s.change > 0 && (s.smallest == 0 || s.change < s.smallest)) {
      putFloat(s.data, at + SMALLEST, (float) s.change);
    }
  }

  static void learn(Sample s, int at) {
    double change =
        s.n > MATURE && s.typical > 0 ? Math.min(s.change, MAX_CHANGE * s.typical) : s.change;
    double typical = s.typical + Math.max(PACE, 1.0 / s.n) * (change - s.typical);
    putFloat(s.data, at + TYPICAL, (float) typical);
    double mean = s.mean + Math.max(MEAN_PACE, 1.0 / s.n) * (s.x - s.mean);
    putFloat(s.data, at + MEAN, (float) mean);
  }
}
