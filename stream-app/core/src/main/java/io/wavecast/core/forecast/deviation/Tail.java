package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.INT;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.getHalf;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putHalf;

import java.util.Arrays;

/**
 * The largest values that a feature has had, and how rare a value is by them. Values are taken in
 * blocks, of which the maximum counts, because neighbours are alike. The evidence of a value is the
 * negative decimal logarithm of how often one like it occurs:
 *
 * <pre>
 *   up to the record   log10(values / rank)                    (conformal p-value)
 *   beyond it          log10(values) + t / ln 10, where t is
 *                      (x - record) / excess                   (exponential tail)
 *                      log(x / record) / excess of logarithms  (Pareto tail)
 * </pre>
 *
 * <p>The excess is the mean of the largest eight over the least of them (Hill 1975; peaks over
 * threshold with an exponential tail, as in Siffer et al. 2017). So rare large values that recur
 * lose their weight, and a bounded series keeps a sharp record. The Pareto tail is for sizes whose
 * records are many times the ones before, such as bytes read from a disk.
 *
 * <p>Bytes: int number of blocks; byte number of values in the current block; float its maximum;
 * float record; short[7] how far below it the next largest lie, ascending, as halves of floats.
 */
final class Tail {
  /** Blocks before which nothing is evidence. */
  static final int MIN_BLOCKS = 6;

  static final double LN_10 = StrictMath.log(10);

  private static final int KEPT = 8;

  /** The least mean excess of logarithms. */
  private static final double MIN_LOG_EXCESS = 0.05;

  private static final int BLOCKS = 0;
  private static final int FILLED = 4;
  private static final int MAXIMUM = 5;
  private static final int RECORD = 9;
  private static final int BELOW = RECORD + Float.BYTES;

  static final int SIZE = BELOW + (KEPT - 1) * Short.BYTES;

  private Tail() {}

  static int blocks(byte[] data, int at) {
    return (int) INT.get(data, at + BLOCKS);
  }

  /** The largest value; 0 before the first block is complete. */
  static float record(byte[] data, int at) {
    return getFloat(data, at + RECORD);
  }

  /** The least of the values that are kept; 0 before the first block is complete. */
  static float least(byte[] data, int at) {
    return (float) top(data, at, Math.max(0, kept(data, at) - 1));
  }

  /** Whether as many values are kept as there can be. */
  static boolean isFull(byte[] data, int at) {
    return blocks(data, at) >= KEPT;
  }

  /** Takes in a value. */
  static void learn(byte[] data, int at, int block, double x) {
    float maximum =
        data[at + FILLED] == 0 ? (float) x : Math.max((float) x, getFloat(data, at + MAXIMUM));
    putFloat(data, at + MAXIMUM, maximum);
    if (++data[at + FILLED] >= block) {
      insert(data, at, maximum);
      data[at + FILLED] = 0;
    }
  }

  /** Forgets all values. */
  static void clear(byte[] data, int at) {
    Arrays.fill(data, at, at + SIZE, (byte) 0);
  }

  /** Counts a value in the current block, as if it were not above its maximum. */
  static void count(byte[] data, int at, int block) {
    data[at + FILLED] = (byte) ((data[at + FILLED] + 1) % block);
  }

  /** Forgets the values of the current block. */
  static void drop(byte[] data, int at) {
    data[at + FILLED] = 0;
  }

  /** Takes in the maximum of a block. */
  static void insert(byte[] data, int at, float maximum) {
    int blocks = blocks(data, at);
    int kept = kept(data, at);
    INT.set(data, at + BLOCKS, blocks == Integer.MAX_VALUE ? blocks : blocks + 1);
    if (kept == KEPT && maximum <= least(data, at)) {
      return;
    }
    double growth = kept == 0 ? 0 : Math.max(0, (double) maximum - record(data, at));
    int i = Math.min(kept, KEPT - 1);
    for (; i > 0 && top(data, at, i - 1) < maximum; i--) {
      putBelow(data, at, i, below(data, at, i - 1) + growth);
    }
    if (i == 0) {
      putFloat(data, at + RECORD, maximum);
    } else {
      putBelow(data, at, i, (double) record(data, at) - maximum);
    }
  }

  /**
   * The largest value that may be inserted so that the evidence of the record's tail moves by at
   * most some decades.
   */
  static double limit(byte[] data, int at, double decades, double minExcess) {
    return blocks(data, at) < MIN_BLOCKS
        ? Double.POSITIVE_INFINITY
        : record(data, at) + decades * LN_10 * excess(data, at, minExcess);
  }

  /**
   * How rare a value is among the values up to the record, in decades: 0 where it is common or too
   * little is known. One beyond the record is as rare as the record, and {@link #beyond} adds to
   * it.
   */
  static double evidence(byte[] data, int at, int block, double x) {
    int blocks = blocks(data, at);
    if (blocks < MIN_BLOCKS || x <= least(data, at)) {
      return 0;
    }
    int rank = 0;
    while (rank < kept(data, at) && top(data, at, rank) >= x) {
      rank++;
    }
    return StrictMath.log10((double) blocks * block) - StrictMath.log10(rank + 1.0);
  }

  /**
   * How far a value lies beyond the record, in mean excesses: 0 where it does not, or too little is
   * known.
   *
   * @param minExcess the least mean excess, above 0
   */
  static double beyond(byte[] data, int at, double x, double minExcess) {
    return blocks(data, at) < MIN_BLOCKS || x <= record(data, at)
        ? 0
        : (x - record(data, at)) / excess(data, at, minExcess);
  }

  /**
   * The same by a Pareto tail, for a value beyond the record.
   *
   * @param origin from where sizes count, below the record
   * @param minSize the least size that means something, above 0
   */
  static double beyondByFactors(byte[] data, int at, double x, double origin, double minSize) {
    double least = Math.max(least(data, at) - origin, minSize);
    double sum = 0;
    for (int i = 0; i < kept(data, at) - 1; i++) {
      sum += StrictMath.log(Math.max(1, (top(data, at, i) - origin) / least));
    }
    double excess = Math.max(sum / Math.max(1, kept(data, at) - 1), MIN_LOG_EXCESS);
    return StrictMath.log((x - origin) / (record(data, at) - origin)) / excess;
  }

  /**
   * The mean logarithm of the largest values over the least of them (Hill 1975), each one more than
   * it is: near 0 where they are alike, large where each record was many times the one before.
   */
  static double logExcess(byte[] data, int at) {
    int kept = kept(data, at);
    double least = 1 + top(data, at, Math.max(0, kept - 1));
    double sum = 0;
    for (int i = 0; i < kept - 1; i++) {
      sum += StrictMath.log((1 + top(data, at, i)) / least);
    }
    return sum / Math.max(1, kept - 1);
  }

  private static double excess(byte[] data, int at, double minExcess) {
    int kept = kept(data, at);
    double least = least(data, at);
    double sum = 0;
    for (int i = 0; i < kept - 1; i++) {
      sum += top(data, at, i) - least;
    }
    return Math.max(sum / Math.max(1, kept - 1), minExcess);
  }

  private static int kept(byte[] data, int at) {
    return Math.min(blocks(data, at), KEPT);
  }

  private static double top(byte[] data, int at, int i) {
    return record(data, at) - below(data, at, i);
  }

  /** How far the i-th largest value lies below the record; 0 for the record itself. */
  private static double below(byte[] data, int at, int i) {
    return i == 0 ? 0 : getHalf(data, at + BELOW + Short.BYTES * (i - 1));
  }

  private static void putBelow(byte[] data, int at, int i, double distance) {
    putHalf(data, at + BELOW + Short.BYTES * (i - 1), distance);
  }
}
