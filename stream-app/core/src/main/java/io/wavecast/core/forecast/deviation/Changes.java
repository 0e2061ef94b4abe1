package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.INT;
import static io.wavecast.core.forecast.deviation.Layout.LONG;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/**
 * How much a series usually changes from one value to the next.
 *
 * <p>Bytes: int number of values; float previous value; float typical change; float smallest change
 * above 0, or, below 0, the largest trifle as long as there was no other change; float slow mean of
 * the values; long time of the first one.
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

  /** A change of this share of the value may be one of rounding: a constant remains one. */
  private static final double TRIFLE_OF_VALUE = 1e-6;

  /** A series moves by trifles when the typical change is this share of the largest: one in ten. */
  private static final double OFTEN = 0.1;

  private static final double ROUNDING = 1e-9;
  private static final double TINY = 1e-12;

  /**
   * From then on a change counts at most ten times the typical one, or as the smallest one: if
   * fewer than one value in ten changed, the typical change would else decay to 0.
   */
  private static final int MATURE = 50;

  private static final double MAX_CHANGE = 10;

  /** What a first change as large as the value adds to the evidence, in decades. */
  private static final double DECADES_OF_VALUE = 4;

  private Changes() {}

  /** The number of values so far. */
  static int count(Sample s, int at) {
    return (int) INT.get(s.data, at + N);
  }

  /**
   * Whether all that is known lasted less than the pause that has followed. Of a series that began
   * anew before, as many values must be known as were forgotten: each pause between short bursts is
   * longer than the burst.
   */
  static boolean isLessThan(Pause pause, byte[] data, int at) {
    long latest = (long) LONG.get(data, Layout.LATEST_ORIGIN);
    long forgotten = (long) (int) INT.get(data, Layout.COUNT) - (int) INT.get(data, at + N);
    return pause.ms() > latest - (long) LONG.get(data, at + BEGAN)
        && (int) INT.get(data, at + N) >= forgotten;
  }

  /** Prepares a sample whose value is set. */
  static void listen(Sample s, int at) {
    int n = (int) INT.get(s.data, at + N);
    s.n = n == Integer.MAX_VALUE ? n : n + 1;
    s.previous = n == 0 ? s.x : getFloat(s.data, at + PREVIOUS);
    s.typical = getFloat(s.data, at + TYPICAL);
    s.trifle = TRIFLE * s.typical + ROUNDING * Math.abs(s.x) + TINY;
    change(s, at, n);
    if (n == 0) {
      LONG.set(s.data, at + BEGAN, s.time);
    }
    s.began = (long) LONG.get(s.data, at + BEGAN);
    s.mean = n == 0 ? s.x : getFloat(s.data, at + MEAN);
    s.nearer = Math.abs(s.previous - s.mean) - Math.abs(s.x - s.mean);
    INT.set(s.data, at + N, s.n);
    putFloat(s.data, at + PREVIOUS, s.x);
  }

  /**
   * Measures the change since the value before, and remembers it if it is the smallest. The first
   * one of a constant counts in full after a pause too; others are the sum of many then, and no
   * large ones.
   */
  private static void change(Sample s, int at, int n) {
    double kept = getFloat(s.data, at + SMALLEST);
    s.smallest = Math.abs(kept);
    if (n >= FlatRuns.STANDS_STILL && s.typical > OFTEN * s.smallest) {
      kept = s.smallest;
    }
    s.change = Math.abs(s.x - s.previous);
    boolean isTrifle = kept <= 0 && s.change <= TRIFLE_OF_VALUE * Math.abs(s.previous);
    s.isFirstChange = n >= FlatRuns.STANDS_STILL && kept <= 0 && s.change > 0;
    s.isTrifle = s.isFirstChange && isTrifle;
    if (s.pause.unseen() > 0 && !s.isFirstChange) {
      s.change = Math.min(s.change, s.typical);
    }
    if (s.change > 0 && isTrifle) {
      kept = Math.min(kept, -s.change);
    } else if (s.change > 0 && (kept <= 0 || s.change < kept)) {
      kept = s.change;
    }
    putFloat(s.data, at + SMALLEST, kept);
  }

  /**
   * The most evidence that a first change can be, in decades. That a series was constant does not
   * say how it changes: only how seldom, and how large the change is beside the value. Of a young
   * series it does not even say that it usually is constant: there only a fall to 0 counts so, or a
   * change by many times the value. A trifle says nothing.
   */
  static double mostOfFirst(Sample s) {
    if (s.isTrifle) {
      return Voices.COMMON;
    }
    double ofValue = s.previous == 0 ? 1 : s.change / Math.abs(s.previous);
    double size =
        s.n < OpenAnomaly.YOUNG && s.x != 0
            ? 2 * StrictMath.log10(Math.max(1, ofValue))
            : DECADES_OF_VALUE * Math.min(1, ofValue);
    return StrictMath.log10(s.n) + size;
  }

  static void learn(Sample s, int at) {
    double change =
        s.n > MATURE && s.typical > 0
            ? Math.min(s.change, Math.max(MAX_CHANGE * s.typical, s.smallest))
            : s.change;
    double typical = s.typical + Math.max(PACE, 1.0 / s.n) * (change - s.typical);
    if (s.isTrifle || s.flatFor < FlatRuns.STANDS_STILL) {
      putFloat(s.data, at + TYPICAL, typical);
    }
    double mean = s.mean + Math.max(MEAN_PACE, 1.0 / s.n) * (s.x - s.mean);
    putFloat(s.data, at + MEAN, mean);
  }
}
