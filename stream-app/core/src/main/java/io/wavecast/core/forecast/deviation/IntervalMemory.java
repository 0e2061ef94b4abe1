package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.getUnsigned;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putShort;

/**
 * Remembers which values of one feature were seen, as a bounded list of intervals, and tells how
 * far a new value lies from all of them: its gap, in units of the whole range seen. What is new is
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
 * <p>Novelty is the gap over the root of its own long-run mean, so that where gaps are common a gap
 * means little. Ends of intervals are 16-bit codes in a frame that holds the range; it doubles when
 * a value falls outside, and then every interval is rounded outward by at most one code.
 */
final class IntervalMemory {
  /** Observations after which an interval that was not seen again is forgotten. */
  static final int EXPIRE = 2000;

  /** Observations at the begin whose novelty does not count. */
  static final int WARMUP = 50;

  /** Most that an interval may hold of the range. */
  private static final double SIZE = 0.12;

  /** Keeps novelty finite while no gap was seen. */
  private static final double CALM = 0.002;

  /** Slowest pace at which the mean gap is learned. */
  private static final double PACE = 0.0005;

  /** Time stamps of intervals count in units of 2^4 observations, modulo 2^8. */
  private static final int STAMP_SHIFT = 4;

  private static final int FRAME = 1 << 16;

  /** Distances are measured in this fraction of a code. */
  private static final int FINE = 1 << 8;

  // offsets: float base, float mean gap, short range low, short range high, byte exponent, byte
  // used
  private static final int BASE = 0;
  private static final int MEAN = 4;
  private static final int RANGE_LOW = 8;
  private static final int RANGE_HIGH = 10;
  private static final int EXPONENT = 12;
  private static final int LENGTH = 13;
  private static final int HEADER = 14;

  // then of each interval: short low, short high, byte stamp
  private static final int SLOT = 5;

  private IntervalMemory() {}

  static int size(int slots) {
    return HEADER + slots * SLOT;
  }

  /**
   * Learns a value.
   *
   * @param data the memory lies there
   * @param at from here on
   * @param slots how many intervals it may hold
   * @param x the value
   * @param t observations of the series before this one
   * @return its novelty, at least 0
   */
  static double add(byte[] data, int at, int slots, float x, int t) {
    int length = data[at + LENGTH];
    int stamp = (t >>> STAMP_SHIFT) & 0xff;
    if (length == 0) {
      begin(data, at, x, stamp);
      return 0;
    }
    double q = fit(data, at, length, x);
    int low = getUnsigned(data, at + RANGE_LOW);
    int high = getUnsigned(data, at + RANGE_HIGH);

    int fine = (int) (q * FINE);
    int nearest = -1;
    int least = Integer.MAX_VALUE;
    int oldest = 0;
    int oldestAge = -1;
    for (int s = at + HEADER, i = 0; i < length; ) {
      int age = (stamp - data[s + 4]) & 0xff;
      if (age > EXPIRE >> STAMP_SHIFT) {
        length--;
        System.arraycopy(data, at + HEADER + length * SLOT, data, s, SLOT);
        continue;
      }
      int d = Math.max(getUnsigned(data, s) * FINE - fine, fine - getUnsigned(data, s + 2) * FINE);
      if (d < least) {
        nearest = s;
        least = d;
      }
      if (age > oldestAge) {
        oldest = s;
        oldestAge = age;
      }
      i++;
      s += SLOT;
    }
    double distance = nearest < 0 ? Double.POSITIVE_INFINITY : (double) least / FINE;
    double magnitude = Math.abs(getFloat(data, at + BASE)) * power(-data[at + EXPONENT]);
    double span = high - low + 2e-9 * magnitude + 1e-9;
    double gap = Math.min(Math.max(distance, 0) / span, 1);
    double mean = getFloat(data, at + MEAN);
    double novelty = gap / Math.sqrt(CALM + mean);
    putFloat(data, at + MEAN, (float) (mean + Math.max(PACE, 1.0 / (t + 1)) * (gap - mean)));

    int down = (int) Math.floor(q);
    int up = (int) Math.ceil(q);
    low = Math.min(low, down);
    high = Math.max(high, up);
    putShort(data, at + RANGE_LOW, low);
    putShort(data, at + RANGE_HIGH, high);
    if (nearest >= 0) {
      int wideLow = Math.min(getUnsigned(data, nearest), down);
      int wideHigh = Math.max(getUnsigned(data, nearest + 2), up);
      if (distance <= 0 || wideHigh - wideLow <= SIZE * (high - low)) {
        put(data, nearest, wideLow, wideHigh, stamp);
        data[at + LENGTH] = (byte) length;
        return t >= WARMUP ? novelty : 0;
      }
    }
    int slot = length < slots ? at + HEADER + length++ * SLOT : oldest;
    put(data, slot, down, up, stamp);
    data[at + LENGTH] = (byte) length;
    return t >= WARMUP ? novelty : 0;
  }

  private static void begin(byte[] data, int at, float x, int stamp) {
    putFloat(data, at + BASE, x);
    data[at + EXPONENT] = (byte) Math.max(Byte.MIN_VALUE, Math.getExponent(Math.ulp(x)) - 10);
    data[at + LENGTH] = 1;
    put(data, at + HEADER, 0, 0, stamp);
  }

  /** The value in codes of the frame, which grows until it holds it. */
  private static double fit(byte[] data, int at, int length, float x) {
    double base = getFloat(data, at + BASE);
    int exponent = data[at + EXPONENT];
    double q = (x - base) * power(-exponent);
    if (q >= 0 && q <= FRAME - 1) {
      return q;
    }
    while (!(q >= 0 && q <= FRAME - 1) && exponent < Byte.MAX_VALUE) {
      boolean below = q < 0;
      if (below) {
        base = (float) (base - FRAME * power(exponent));
      }
      exponent++;
      halve(data, at + RANGE_LOW, below);
      for (int i = 0; i < length; i++) {
        halve(data, at + HEADER + i * SLOT, below);
      }
      q = (x - base) * power(-exponent);
    }
    putFloat(data, at + BASE, (float) base);
    data[at + EXPONENT] = (byte) exponent;
    return Math.min(Math.max(q, 0), FRAME - 1);
  }

  /** 2 to the power of n, n in -1022..1023. */
  private static double power(int n) {
    return Double.longBitsToDouble((long) (1023 + n) << 52);
  }

  /** Two codes, low and high, in a frame twice as wide: rounded outward. */
  private static void halve(byte[] data, int at, boolean below) {
    int shift = below ? FRAME : 0;
    putShort(data, at, (getUnsigned(data, at) + shift) >> 1);
    putShort(data, at + 2, Math.min((getUnsigned(data, at + 2) + shift + 1) >> 1, FRAME - 1));
  }

  private static void put(byte[] data, int slot, int low, int high, int stamp) {
    putShort(data, slot, low);
    putShort(data, slot + 2, high);
    data[slot + 4] = (byte) stamp;
  }
}
