package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.getUnsigned;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putShort;

/**
 * Remembers which values of one feature were seen, as a bounded list of intervals, and measures how
 * far a new value lies from all of them: its gap, in units of the full range seen. A new value is
 * learned at once and forgotten when it is not seen again for {@value #EXPIRE} observations. (After
 * the idea of fuzzy ART, Carpenter, Grossberg and Rosen 1991, with one dimension.)
 *
 * <pre>
 *   range seen  |--------------------------------------------|
 *   intervals      [--]  []      [----]                    []
 *   new value                                  x
 *                                      |- gap -|
 * </pre>
 *
 * <p>Novelty is the gap over the square root of its own long-run mean: where gaps are common, a gap
 * means little. The ends of intervals are 16-bit codes in a frame that holds the range. The frame
 * doubles when a value falls outside; then every interval is rounded outward by at most one code.
 */
final class IntervalMemory {
  /** Observations after which an interval that was not seen again is forgotten. */
  static final int EXPIRE = 2000;

  /** First observations of a series, whose novelty does not count. */
  static final int WARMUP = 50;

  /** The largest share of the range that one interval may cover. */
  private static final double MAX_SHARE = 0.12;

  /** Keeps novelty finite while no gap was seen. */
  private static final double MIN_MEAN_GAP = 0.002;

  /** The slowest pace at which the mean gap is learned. */
  private static final double MIN_PACE = 0.0005;

  /**
   * While a single value was seen, the range is 0 and any change would be a full gap. So a change
   * of 2e-9 of the value's magnitude, far below the resolution of a float, counts as a full gap.
   */
  private static final double MIN_RANGE_RELATIVE = 2e-9;

  /** Keeps the range above 0 where that magnitude is 0 too, in codes. */
  private static final double MIN_RANGE = 1e-9;

  /** Stamps of intervals count in units of 2^4 observations, modulo 2^8. */
  private static final int STAMP_SHIFT = 4;

  private static final int MAX_AGE = EXPIRE >> STAMP_SHIFT;

  private static final int FRAME = 1 << 16;
  private static final int MAX_CODE = FRAME - 1;

  /** Distances are measured in this fraction of a code. */
  private static final int FINE = 1 << 8;

  // header: float value of code 0; float mean gap; short lowest and highest code seen;
  // byte: a code is 2^this wide; byte number of intervals
  private static final int BASE = 0;
  private static final int MEAN_GAP = 4;
  private static final int RANGE_LOW = 8;
  private static final int RANGE_HIGH = 10;
  private static final int EXPONENT = 12;
  private static final int LENGTH = 13;
  private static final int HEADER = 14;

  // an interval: short lowest and highest code; byte stamp
  private static final int LOW = 0;
  private static final int HIGH = 2;
  private static final int STAMP = 4;
  private static final int SLOT = 5;

  private IntervalMemory() {}

  /** The bytes of a memory of that many intervals. */
  static int size(int slots) {
    return HEADER + slots * SLOT;
  }

  /**
   * Learns a value.
   *
   * @param data the state of the series
   * @param at offset of the memory in it
   * @param slots maximum number of intervals
   * @param x the value
   * @param n number of observations of the series before this one
   * @return its novelty, at least 0
   */
  static double add(byte[] data, int at, int slots, float x, int n) {
    int stamp = (n >>> STAMP_SHIFT) & 0xff;
    if (data[at + LENGTH] == 0) {
      start(data, at, x, stamp);
      return 0;
    }
    double code = fit(data, at, x);
    int fine = (int) (code * FINE);
    int nearest = nearest(data, at, fine, stamp);
    double distance =
        nearest < 0 ? Double.POSITIVE_INFINITY : (double) distance(data, nearest, fine) / FINE;
    double novelty = novelty(data, at, distance, n);
    learn(data, at, slots, code, nearest, distance <= 0, stamp);
    return n >= WARMUP ? novelty : 0;
  }

  private static void start(byte[] data, int at, float x, int stamp) {
    putFloat(data, at + BASE, x);
    data[at + EXPONENT] = (byte) Math.max(Byte.MIN_VALUE, Math.getExponent(Math.ulp(x)) - 10);
    data[at + LENGTH] = 1;
    putInterval(data, at + HEADER, 0, 0, stamp);
  }

  /** The value in codes of the frame, which doubles until it holds the value. */
  private static double fit(byte[] data, int at, float x) {
    double base = getFloat(data, at + BASE);
    int exponent = data[at + EXPONENT];
    double code = (x - base) * power(-exponent);
    if (isInFrame(code)) {
      return code;
    }
    while (!isInFrame(code) && exponent < Byte.MAX_VALUE) {
      boolean below = code < 0;
      if (below) {
        base = (float) (base - FRAME * power(exponent));
      }
      exponent++;
      halve(data, at + RANGE_LOW, below);
      for (int i = 0; i < data[at + LENGTH]; i++) {
        halve(data, slot(at, i), below);
      }
      code = (x - base) * power(-exponent);
    }
    putFloat(data, at + BASE, (float) base);
    data[at + EXPONENT] = (byte) exponent;
    return Math.min(Math.max(code, 0), MAX_CODE);
  }

  private static boolean isInFrame(double code) {
    return code >= 0 && code <= MAX_CODE;
  }

  /** Forgets the intervals that were not seen for too long; the last one takes each place. */
  private static void expire(byte[] data, int at, int stamp) {
    int length = data[at + LENGTH];
    for (int i = 0; i < length; ) {
      int slot = slot(at, i);
      if (age(data, slot, stamp) > MAX_AGE) {
        length--;
        System.arraycopy(data, slot(at, length), data, slot, SLOT);
      } else {
        i++;
      }
    }
    data[at + LENGTH] = (byte) length;
  }

  /** The slot of the interval nearest to a value, or -1 if there is none; expired ones go first. */
  private static int nearest(byte[] data, int at, int fine, int stamp) {
    int nearest = -1;
    int least = Integer.MAX_VALUE;
    int end = slot(at, data[at + LENGTH]);
    for (int slot = at + HEADER; slot < end; slot += SLOT) {
      if (age(data, slot, stamp) > MAX_AGE) {
        expire(data, at, stamp);
        return nearest(data, at, fine, stamp);
      }
      int distance = distance(data, slot, fine);
      if (distance < least) {
        nearest = slot;
        least = distance;
      }
    }
    return nearest;
  }

  /** The slot of the interval that was not seen for longest. */
  private static int oldest(byte[] data, int at, int stamp) {
    int oldest = at + HEADER;
    int end = slot(at, data[at + LENGTH]);
    for (int slot = oldest; slot < end; slot += SLOT) {
      if (age(data, slot, stamp) > age(data, oldest, stamp)) {
        oldest = slot;
      }
    }
    return oldest;
  }

  /** How far a value lies outside an interval; at most 0 if it is inside. */
  private static int distance(byte[] data, int slot, int fine) {
    return Math.max(
        getUnsigned(data, slot + LOW) * FINE - fine, fine - getUnsigned(data, slot + HIGH) * FINE);
  }

  /** The novelty of a value at a distance in codes; also learns the mean gap. */
  private static double novelty(byte[] data, int at, double distance, int n) {
    int range = getUnsigned(data, at + RANGE_HIGH) - getUnsigned(data, at + RANGE_LOW);
    double magnitude = Math.abs(getFloat(data, at + BASE)) * power(-data[at + EXPONENT]);
    double span = range + MIN_RANGE_RELATIVE * magnitude + MIN_RANGE;
    double gap = Math.min(Math.max(distance, 0) / span, 1);
    double mean = getFloat(data, at + MEAN_GAP);
    double pace = Math.max(MIN_PACE, 1.0 / (n + 1));
    putFloat(data, at + MEAN_GAP, (float) (mean + pace * (gap - mean)));
    return gap / Math.sqrt(MIN_MEAN_GAP + mean);
  }

  /** Widens the nearest interval to a value where that stays small, or adds an interval for it. */
  private static void learn(
      byte[] data, int at, int slots, double code, int nearest, boolean inside, int stamp) {
    int down = (int) Math.floor(code);
    int up = (int) Math.ceil(code);
    int rangeLow = Math.min(getUnsigned(data, at + RANGE_LOW), down);
    int rangeHigh = Math.max(getUnsigned(data, at + RANGE_HIGH), up);
    putShort(data, at + RANGE_LOW, rangeLow);
    putShort(data, at + RANGE_HIGH, rangeHigh);
    if (nearest >= 0) {
      int low = Math.min(getUnsigned(data, nearest + LOW), down);
      int high = Math.max(getUnsigned(data, nearest + HIGH), up);
      if (inside || high - low <= MAX_SHARE * (rangeHigh - rangeLow)) {
        putInterval(data, nearest, low, high, stamp);
        return;
      }
    }
    int length = data[at + LENGTH];
    if (length < slots) {
      putInterval(data, slot(at, length), down, up, stamp);
      data[at + LENGTH] = (byte) (length + 1);
    } else {
      putInterval(data, oldest(data, at, stamp), down, up, stamp);
    }
  }

  private static int slot(int at, int i) {
    return at + HEADER + i * SLOT;
  }

  private static int age(byte[] data, int slot, int stamp) {
    return (stamp - data[slot + STAMP]) & 0xff;
  }

  /** 2 to the power of n, n in -1022..1023. */
  private static double power(int n) {
    return Double.longBitsToDouble((long) (1023 + n) << 52);
  }

  /** Two codes, low and high, in a frame twice as wide: rounded outward. */
  private static void halve(byte[] data, int at, boolean below) {
    int shift = below ? FRAME : 0;
    int low = (getUnsigned(data, at + LOW) + shift) >> 1;
    int high = (getUnsigned(data, at + HIGH) + shift + 1) >> 1;
    putShort(data, at + LOW, low);
    putShort(data, at + HIGH, Math.min(high, MAX_CODE));
  }

  private static void putInterval(byte[] data, int slot, int low, int high, int stamp) {
    putShort(data, slot + LOW, low);
    putShort(data, slot + HIGH, high);
    data[slot + STAMP] = (byte) stamp;
  }
}
