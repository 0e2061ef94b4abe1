package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getUnsigned;
import static io.wavecast.core.forecast.Memory.putFloat;
import static io.wavecast.core.forecast.Memory.putShort;
import static io.wavecast.core.forecast.signal.Tuning.BINS;

import io.wavecast.core.forecast.Memory;

/**
 * How often values occur, in {@link Tuning#BINS} bins. Their frame begins at 0, so that a rare
 * place is a considerable share of the value itself, and doubles when a value falls outside.
 *
 * <p>Bytes: float lower end of the first bin; float width of a bin, 0 before the frame is known;
 * short[] counts, halved together when one is full.
 */
final class Histogram {
  private static final int MAX_COUNT = 0xffff;

  private final int base;
  private final int width;
  private final int counts;

  Histogram(Memory memory) {
    base = memory.take(Float.BYTES);
    width = memory.take(Float.BYTES);
    counts = memory.take(BINS * Short.BYTES);
  }

  /** Whether the frame is known. */
  boolean isKnown(byte[] data) {
    return width(data) > 0;
  }

  float width(byte[] data) {
    return getFloat(data, width);
  }

  /** The middle of a bin. */
  double middle(byte[] data, int bin) {
    return getFloat(data, base) + (bin + 0.5) * width(data);
  }

  /** The bin of a value, -1 or {@link Tuning#BINS} if it is outside the frame. */
  int bin(byte[] data, double x) {
    double bin = Math.floor((x - getFloat(data, base)) / width(data));
    return (int) Math.max(-1, Math.min(BINS, bin));
  }

  /** The count of a bin; 0 outside the frame. */
  int count(byte[] data, int bin) {
    return bin < 0 || bin >= BINS ? 0 : getUnsigned(data, counts + Short.BYTES * bin);
  }

  /** The count of the bins from one to another, both included. */
  int count(byte[] data, int first, int last) {
    int count = 0;
    for (int bin = first; bin <= last; bin++) {
      count += count(data, bin);
    }
    return count;
  }

  /** The count of the bin of a value and its neighbours. */
  int near(byte[] data, double x) {
    int bin = bin(data, x);
    return count(data, bin - 1, bin + 1);
  }

  int total(byte[] data) {
    return count(data, 0, BINS - 1);
  }

  /** Begins with a frame, if it is wide enough for floats to distinguish its bins. */
  void start(byte[] data, double low, double high) {
    float wide = (float) ((high - low) / BINS);
    if (wide > 2 * Math.ulp((float) Math.max(Math.abs(low), Math.abs(high)))) {
      putFloat(data, base, low);
      putFloat(data, width, wide);
    }
  }

  /** Counts a value some times, where the frame is known. */
  void add(byte[] data, double x, int times) {
    if (!isKnown(data)) {
      return;
    }
    int bin = bin(data, x);
    while (bin < 0 || bin >= BINS) {
      if (width(data) > Float.MAX_VALUE / (4 * BINS)) {
        return;
      }
      widen(data, bin < 0);
      bin = bin(data, x);
    }
    int count = count(data, bin) + times;
    if (count > MAX_COUNT) {
      for (int i = 0; i < BINS; i++) {
        putCount(data, i, count(data, i) / 2);
      }
      count /= 2;
    }
    putCount(data, bin, Math.min(count, MAX_COUNT));
  }

  /** Joins each two bins; the new half of the frame lies below or above. */
  private void widen(byte[] data, boolean below) {
    int half = BINS / 2;
    int[] joined = new int[BINS];
    for (int i = 0; i < half; i++) {
      joined[i + (below ? half : 0)] = count(data, 2 * i) + count(data, 2 * i + 1);
    }
    for (int i = 0; i < BINS; i++) {
      putCount(data, i, Math.min(joined[i], MAX_COUNT));
    }
    float wide = width(data);
    if (below) {
      putFloat(data, base, getFloat(data, base) - (double) BINS * wide);
    }
    putFloat(data, width, 2.0 * wide);
  }

  private void putCount(byte[] data, int bin, int count) {
    putShort(data, counts + Short.BYTES * bin, count);
  }
}
