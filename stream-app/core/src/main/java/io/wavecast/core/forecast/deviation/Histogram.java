package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.getUnsigned;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putShort;

/**
 * How often values occur, in 32 bins. Their frame doubles when a value falls outside.
 *
 * <p>Bytes: float lower end of the first bin; float width of a bin, 0 before the frame is known;
 * short[32] counts, halved together when one is full.
 */
final class Histogram {
  static final int BINS = 32;

  private static final int BASE = 0;
  private static final int WIDTH = 4;
  private static final int COUNTS = 8;

  static final int SIZE = COUNTS + BINS * Short.BYTES;

  private static final int MAX_COUNT = 0xffff;

  private Histogram() {}

  /** The width of a bin; 0 before the frame is known. */
  static float width(byte[] data, int at) {
    return getFloat(data, at + WIDTH);
  }

  /** The middle of a bin. */
  static double middle(byte[] data, int at, int bin) {
    return getFloat(data, at + BASE) + (bin + 0.5) * width(data, at);
  }

  /** The bin of a value, below 0 or from {@link #BINS} on if it is outside the frame. */
  static int bin(byte[] data, int at, double x) {
    double bin = Math.floor((x - getFloat(data, at + BASE)) / width(data, at));
    return (int) Math.max(-1, Math.min(BINS, bin));
  }

  /** The count of a bin; 0 outside the frame. */
  static int count(byte[] data, int at, int bin) {
    return bin < 0 || bin >= BINS ? 0 : getUnsigned(data, at + COUNTS + Short.BYTES * bin);
  }

  /** The count of a bin and its neighbours. */
  static int near(byte[] data, int at, int bin) {
    return near(data, at, bin, 1);
  }

  /** The count of a bin and some neighbours on each side. */
  static int near(byte[] data, int at, int bin, int neighbours) {
    return count(data, at, bin - neighbours, bin + neighbours);
  }

  /** The count of the bins from one to another, both included. */
  static int count(byte[] data, int at, int first, int last) {
    int count = 0;
    for (int bin = first; bin <= last; bin++) {
      count += count(data, at, bin);
    }
    return count;
  }

  static int total(byte[] data, int at) {
    return count(data, at, 0, BINS - 1);
  }

  /** Begins with a frame, if it is wide enough for floats to distinguish its bins. */
  static void start(byte[] data, int at, double low, double high) {
    float width = (float) ((high - low) / BINS);
    if (width > 2 * Math.ulp((float) Math.max(Math.abs(low), Math.abs(high)))) {
      putFloat(data, at + BASE, low);
      putFloat(data, at + WIDTH, width);
    }
  }

  /** Counts a value some times, where the frame is known. */
  static void add(byte[] data, int at, double x, int times) {
    if (width(data, at) == 0) {
      return;
    }
    int bin = bin(data, at, x);
    while (bin < 0 || bin >= BINS) {
      if (width(data, at) > Float.MAX_VALUE / (4 * BINS)) {
        return;
      }
      widen(data, at, bin < 0);
      bin = bin(data, at, x);
    }
    int count = count(data, at, bin) + times;
    if (count > MAX_COUNT) {
      for (int i = 0; i < BINS; i++) {
        putCount(data, at, i, count(data, at, i) / 2);
      }
      count /= 2;
    }
    putCount(data, at, bin, Math.min(count, MAX_COUNT));
  }

  /** Joins each two bins; the new half of the frame lies below or above. */
  private static void widen(byte[] data, int at, boolean below) {
    int half = BINS / 2;
    int[] joined = new int[BINS];
    for (int i = 0; i < half; i++) {
      joined[i + (below ? half : 0)] = count(data, at, 2 * i) + count(data, at, 2 * i + 1);
    }
    for (int i = 0; i < BINS; i++) {
      putCount(data, at, i, Math.min(joined[i], MAX_COUNT));
    }
    float width = width(data, at);
    if (below) {
      putFloat(data, at + BASE, getFloat(data, at + BASE) - (double) BINS * width);
    }
    putFloat(data, at + WIDTH, 2 * width);
  }

  private static void putCount(byte[] data, int at, int bin, int count) {
    putShort(data, at + COUNTS + Short.BYTES * bin, count);
  }
}
