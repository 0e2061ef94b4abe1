package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.LONG;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.getUnsigned;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putShort;

/**
 * Remembers which values of a feature were seen, as bits of equal bins, and measures how far a new
 * value lies from all of them: its gap, as a share of the range seen. A value is learned at once,
 * and forgotten when it is not seen again for two to four thousand values. (After the idea of fuzzy
 * ART, Carpenter, Grossberg and Rosen 1991, with one dimension.)
 *
 * <pre>
 *   bins        . . X X . X . . . X X X X . . . . . X .
 *   new value                               x
 *                                   |- gap -|
 * </pre>
 *
 * <p>Novelty is the gap over the square root of its own long-run mean: where gaps are common, a gap
 * means little. The frame of the bins doubles when a value falls outside.
 *
 * <p>Bytes: float lower end of the first bin; float mean gap; short lowest and highest bin seen;
 * byte: a bin is 2^this wide; then the bits of the present and of the previous generation.
 *
 * @param bins a multiple of 64
 */
record ValueMemory(int bins) {
  /** Values of a generation: the one before the previous is forgotten. */
  static final int GENERATION = 2000;

  /** First values of a series, whose novelty does not count. */
  private static final int WARMUP = 50;

  /** A gap of up to this share of the range is filled. */
  private static final double FILL = 0.1;

  /** Keeps novelty finite while no gap was seen. */
  private static final double MIN_MEAN_GAP = 0.002;

  /** The slowest pace at which the mean gap is learned. */
  private static final double MIN_PACE = 0.0005;

  /** A change of this share of the value is the least that may be a full gap. */
  private static final double ROUNDING = 2e-9;

  private static final int BASE = 0;
  static final int MEAN_GAP = 4;
  private static final int LOWEST = 8;
  private static final int HIGHEST = 10;
  private static final int EXPONENT = 12;
  private static final int BITS = 13;

  /** The bytes of a memory. */
  int size() {
    return BITS + 2 * generation();
  }

  /** The bytes of a generation. */
  private int generation() {
    return bins / Byte.SIZE;
  }

  /**
   * Learns a value.
   *
   * @param at offset of the memory
   * @param n number of values before this one
   * @return its novelty, at least 0
   */
  double add(byte[] data, int at, double x, int n) {
    if (n == 0) {
      start(data, at, x);
      return 0;
    }
    if (n % GENERATION == 0) {
      System.arraycopy(data, at + BITS, data, at + BITS + generation(), generation());
      clear(data, at + BITS);
    }
    double place = fit(data, at, x);
    int bin = (int) Math.max(0, Math.min(bins - 1, place));
    int nearest = nearest(data, at, bin);
    double gap = Math.min(1, Math.max(0, distance(place, nearest)) / range(data, at));
    double mean = getFloat(data, at + MEAN_GAP);
    double pace = Math.max(MIN_PACE, 1.0 / (n + 1));
    putFloat(data, at + MEAN_GAP, mean + pace * (gap - mean));
    learn(data, at, bin, nearest);
    return n < WARMUP ? 0 : gap / Math.sqrt(MIN_MEAN_GAP + mean);
  }

  private void start(byte[] data, int at, double x) {
    clear(data, at + BITS);
    clear(data, at + BITS + generation());
    putFloat(data, at + BASE, x);
    putFloat(data, at + MEAN_GAP, 0);
    putShort(data, at + LOWEST, 0);
    putShort(data, at + HIGHEST, 0);
    data[at + EXPONENT] =
        (byte) Math.max(Byte.MIN_VALUE, Math.getExponent(Math.ulp((float) x)) - 10);
    set(data, at, 0, 0);
  }

  private void clear(byte[] data, int from) {
    for (int i = 0; i < generation(); i++) {
      data[from + i] = 0;
    }
  }

  /** The place of a value in the frame, in bins; the frame doubles until it holds the value. */
  private double fit(byte[] data, int at, double x) {
    double place = place(data, at, x);
    while ((place < 0 || place >= bins) && data[at + EXPONENT] < Byte.MAX_VALUE) {
      widen(data, at, place < 0);
      place = place(data, at, x);
    }
    return place;
  }

  private static double place(byte[] data, int at, double x) {
    return (x - getFloat(data, at + BASE)) * power(-data[at + EXPONENT]);
  }

  /** Joins each two bins; the new half of the frame lies below or above. */
  private void widen(byte[] data, int at, boolean below) {
    int shift = below ? bins / 2 : 0;
    if (below) {
      double base = getFloat(data, at + BASE) - bins * power(data[at + EXPONENT]);
      putFloat(data, at + BASE, base);
    }
    data[at + EXPONENT]++;
    putShort(data, at + LOWEST, shift + getUnsigned(data, at + LOWEST) / 2);
    putShort(data, at + HIGHEST, shift + getUnsigned(data, at + HIGHEST) / 2);
    join(data, at + BITS, shift);
    join(data, at + BITS + generation(), shift);
  }

  /** Joins each two bits of a generation. */
  private void join(byte[] data, int from, int shift) {
    byte[] joined = new byte[generation()];
    for (int i = 0; i < bins; i++) {
      if ((data[from + i / 8] >> (i % 8) & 1) != 0) {
        int to = shift + i / 2;
        joined[to / 8] |= (byte) (1 << (to % 8));
      }
    }
    System.arraycopy(joined, 0, data, from, joined.length);
  }

  /** The nearest bin that was seen, the lower one of two. */
  private int nearest(byte[] data, int at, int bin) {
    int below = below(data, at, bin);
    int above = above(data, at, bin);
    boolean up = below < 0 || (above >= 0 && above - bin < bin - below);
    return up ? above : below;
  }

  /** The highest bin up to a bin that was seen; -1 if none was. */
  private int below(byte[] data, int at, int bin) {
    int word = bin / Long.SIZE;
    long seen = word(data, at, word) & (-1L >>> (Long.SIZE - 1 - bin % Long.SIZE));
    while (seen == 0 && word > 0) {
      seen = word(data, at, --word);
    }
    return seen == 0 ? -1 : word * Long.SIZE + Long.SIZE - 1 - Long.numberOfLeadingZeros(seen);
  }

  /** The lowest bin from a bin on that was seen; -1 if none was. */
  private int above(byte[] data, int at, int bin) {
    int word = bin / Long.SIZE;
    long seen = word(data, at, word) & (-1L << (bin % Long.SIZE));
    while (seen == 0 && word < bins / Long.SIZE - 1) {
      seen = word(data, at, ++word);
    }
    return seen == 0 ? -1 : word * Long.SIZE + Long.numberOfTrailingZeros(seen);
  }

  /** 64 bins of both generations, the first in the lowest bit. */
  private long word(byte[] data, int at, int word) {
    int from = at + BITS + Long.BYTES * word;
    return Long.reverseBytes(
        (long) LONG.get(data, from) | (long) LONG.get(data, from + generation()));
  }

  /** How far a place is from a bin, in bins; of neighbours half a bin. */
  private static double distance(double place, int bin) {
    double low = bin - place;
    return Math.floor(place) == bin ? 0 : 0.5 + Math.max(low, -low - 1);
  }

  /** The range seen, in bins. */
  private static double range(byte[] data, int at) {
    int range = getUnsigned(data, at + HIGHEST) - getUnsigned(data, at + LOWEST) + 1;
    double value = Math.abs(getFloat(data, at + BASE)) * power(-data[at + EXPONENT]);
    return Math.max(range, ROUNDING * value);
  }

  /** Marks a bin, and those between it and the nearest one where they are few. */
  private void learn(byte[] data, int at, int bin, int nearest) {
    int lowest = Math.min(getUnsigned(data, at + LOWEST), bin);
    int highest = Math.max(getUnsigned(data, at + HIGHEST), bin);
    putShort(data, at + LOWEST, lowest);
    putShort(data, at + HIGHEST, highest);
    boolean fill = nearest >= 0 && Math.abs(bin - nearest) <= FILL * (highest - lowest);
    set(data, at, fill ? Math.min(bin, nearest) : bin, fill ? Math.max(bin, nearest) : bin);
  }

  private static void set(byte[] data, int at, int first, int last) {
    for (int i = first; i <= last; i++) {
      data[at + BITS + i / 8] |= (byte) (1 << (i % 8));
    }
  }

  /** 2 to the power of n, n in -1022..1023. */
  private static double power(int n) {
    return Double.longBitsToDouble((long) (1023 + n) << 52);
  }
}
