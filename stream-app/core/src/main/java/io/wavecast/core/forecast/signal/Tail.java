package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getHalf;
import static io.wavecast.core.forecast.Memory.getInt;
import static io.wavecast.core.forecast.Memory.putFloat;
import static io.wavecast.core.forecast.Memory.putShort;
import static io.wavecast.core.forecast.signal.Tuning.KEPT;
import static io.wavecast.core.forecast.signal.Tuning.TRUSTED;

import io.wavecast.core.forecast.Floats;
import io.wavecast.core.forecast.Memory;
import java.util.Arrays;

/**
 * The largest values that a statistic has had, and how rare a value is by them and by what series
 * in general do. Of each block of values the maximum counts, because neighbours are alike. Evidence
 * is the negative decimal logarithm of a p-value, in decades:
 *
 * <pre>
 *   own, up to the record   log10(values / rank)                   conformal p-value
 *   own, beyond it          log10(values) + k log(1 + t / k) / ln 10    Lomax tail
 *                           t = (x - record) / excess              exponential, or
 *                           t = log(x / record) / log excess       Pareto: the less rare counts
 *   prior                   3 + (x - r) / x0 / ln 10               exponential tail
 *   both                    p = (w prior + n own) / (w + n)        Dirichlet process
 * </pre>
 *
 * <p>The excess is the mean of the largest values over the least of them (Hill 1975; peaks over
 * threshold as in Siffer et al. 2017), so rare large values that recur lose their weight. The prior
 * counts as {@link Tuning#PRIOR_VALUES} values at first and as none when {@link Pace#PRIOR} has
 * passed.
 *
 * <p>Bytes: int blocks; byte values in the current block; float its maximum; float record; short[5]
 * how far below it the next largest lie; float the largest value in an anomaly, NaN without one.
 */
final class Tail {
  static final double LN_10 = StrictMath.log(10);
  private static final double MAX_DECADES = 300;

  private static final int FILLED = Integer.BYTES;
  private static final int MAXIMUM = FILLED + 1;
  private static final int RECORD = MAXIMUM + Float.BYTES;
  private static final int BELOW = RECORD + Float.BYTES;
  private static final int PEAK = BELOW + (KEPT - 1) * Short.BYTES;
  private static final int SIZE = PEAK + Float.BYTES;

  final Statistic statistic;
  private final int at;

  Tail(Memory memory, Statistic statistic) {
    this.statistic = statistic;
    at = memory.take(SIZE);
  }

  /** Whether it says something of its own. */
  boolean isReady(byte[] data) {
    return blocks(data) >= Tuning.MIN_BLOCKS;
  }

  int blocks(byte[] data) {
    return getInt(data, at);
  }

  double values(byte[] data) {
    return (double) blocks(data) * statistic.block;
  }

  /** The largest value; 0 before the first block is complete. */
  float record(byte[] data) {
    return getFloat(data, at + RECORD);
  }

  /** The least of the values that are kept; 0 before the first block is complete. */
  float leastKept(byte[] data) {
    return (float) top(data, Math.max(0, kept(data) - 1));
  }

  /** Judges a value of a statistic whose prior does not depend on the unit of the series. */
  double judge(Context c, Readings r, double x, double leastExcess) {
    double least = Math.max(statistic.leastExcess, leastExcess);
    double own = own(c.data(), x, least, Double.NaN);
    double prior = Tuning.PRIOR_DECADES + (x - statistic.prior) / statistic.priorExcess / LN_10;
    return r.note(statistic, x, least, mixed(c, own, prior));
  }

  /** Own evidence and that of the prior together. */
  double mixed(Context c, double own, double prior) {
    double n = isReady(c.data()) ? values(c.data()) : 0;
    if (n == 0) {
      return Math.max(0, Math.min(prior, Tuning.MAX_PRIOR));
    }
    double most = Pace.PRIOR.values(c.stepMs());
    if (n >= most) {
      return own;
    }
    if (Math.max(own, prior) <= Tuning.COMMON) { // both together say no more, and it adds nothing
      return Math.max(0, Math.min(own, prior));
    }
    double weight = Tuning.PRIOR_VALUES * (1 - n / most);
    double p = weight * StrictMath.pow(10, -Math.max(0, Math.min(prior, MAX_DECADES)));
    p += n * StrictMath.pow(10, -Math.min(own, MAX_DECADES));
    return -StrictMath.log10(p / (weight + n));
  }

  /**
   * Evidence by the values of this series alone; 0 where x is common, or too little is known.
   *
   * @param origin from where sizes count, if the tail may be heavy; else NaN
   */
  double own(byte[] data, double x, double leastExcess, double origin) {
    if (!isReady(data) || x <= leastKept(data)) {
      return 0;
    }
    double record = record(data);
    double decades = StrictMath.log10(values(data));
    if (x <= record) {
      int rank = 0;
      while (rank < kept(data) && top(data, rank) >= x) {
        rank++;
      }
      return decades - StrictMath.log10(rank + 1.0);
    }
    double t = (x - record) / excess(data, leastExcess);
    if (!Double.isNaN(origin)) {
      t = Math.min(t, beyondByFactors(data, x, origin, leastExcess));
    }
    return decades + TRUSTED * StrictMath.log1p(t / TRUSTED) / LN_10;
  }

  private double beyondByFactors(byte[] data, double x, double origin, double leastSize) {
    double least = Math.max(leastKept(data) - origin, leastSize);
    double sum = 0;
    int kept = kept(data);
    for (int i = 0; i < kept - 1; i++) {
      sum += StrictMath.log(Math.max(1, (top(data, i) - origin) / least));
    }
    double excess = Math.max(sum / Math.max(1, kept - 1), Tuning.LEAST_LOG_EXCESS);
    double record = Math.max(record(data) - origin, leastSize);
    return StrictMath.log(Math.max(1, (x - origin) / record)) / excess;
  }

  /** The mean logarithm of the largest values over the least of them, each one more than it is. */
  double logExcess(byte[] data) {
    int kept = kept(data);
    double least = 1 + top(data, Math.max(0, kept - 1));
    double sum = 0;
    for (int i = 0; i < kept - 1; i++) {
      sum += StrictMath.log((1 + top(data, i)) / least);
    }
    return sum / Math.max(1, kept - 1);
  }

  private double excess(byte[] data, double leastExcess) {
    int kept = kept(data);
    double least = leastKept(data);
    double sum = 0;
    for (int i = 0; i < kept - 1; i++) {
      sum += top(data, i) - least;
    }
    return Math.max(sum / Math.max(1, kept - 1), leastExcess);
  }

  /**
   * Learns the value that the statistic has, if it has one. In a series that is known well, one
   * that counts by blocks counts little beyond its record: else a block that ends while an anomaly
   * begins hides the rest of it.
   */
  void learn(Context c, Readings r) {
    double x = r.value(statistic);
    if (Double.isNaN(x)) {
      return;
    }
    byte[] data = c.data();
    if (!c.isYoung() && statistic.block > 1 && x > record(data)) {
      x = Math.min(x, limit(data, Tuning.LEARNED_VALUE, r.leastExcess(statistic)));
    }
    float value = Floats.clamp(x);
    float maximum = data[at + FILLED] == 0 ? value : Math.max(value, getFloat(data, at + MAXIMUM));
    putFloat(data, at + MAXIMUM, maximum);
    if (++data[at + FILLED] >= statistic.block) {
      insert(data, maximum);
      data[at + FILLED] = 0;
    }
  }

  /** Takes in the maximum of a block. */
  void insert(byte[] data, double x) {
    float maximum = Floats.clamp(x);
    int kept = kept(data);
    Memory.increment(data, at);
    if (kept == KEPT && maximum <= leastKept(data)) {
      return;
    }
    double growth = kept == 0 ? 0 : Math.max(0, (double) maximum - record(data));
    int i = Math.min(kept, KEPT - 1);
    for (; i > 0 && top(data, i - 1) < maximum; i--) {
      putBelow(data, i, below(data, i - 1) + growth);
    }
    if (i == 0) {
      putFloat(data, at + RECORD, maximum);
    } else {
      putBelow(data, i, (double) record(data) - maximum);
    }
  }

  /** The largest value that moves the evidence of the record by at most some decades. */
  private double limit(byte[] data, double decades, double leastExcess) {
    return isReady(data)
        ? record(data) + decades * LN_10 * excess(data, leastExcess)
        : Double.POSITIVE_INFINITY;
  }

  /**
   * A value of an anomaly as it is learned: little beyond the record, so that the next is found.
   */
  double little(byte[] data, double x, double leastExcess) {
    double least = Math.max(statistic.leastExcess, leastExcess);
    return Math.min(x, limit(data, Tuning.LEARNED_ANOMALY, least));
  }

  /** Forgets the values of the current block. */
  void dropBlock(byte[] data) {
    data[at + FILLED] = 0;
  }

  /** Begins an anomaly: what has filled the current block may belong to it. */
  void beginAnomaly(byte[] data) {
    dropBlock(data);
    putFloat(data, at + PEAK, Double.NaN);
  }

  /** Remembers the largest value in an anomaly, if it is unusual. */
  void addPeak(byte[] data, Readings r) {
    double x = r.value(statistic);
    if (r.evidence(statistic) > Tuning.SPOKE && !Double.isNaN(x)) {
      double peak = getFloat(data, at + PEAK);
      putFloat(data, at + PEAK, Double.isNaN(peak) ? x : Math.max(peak, x));
    }
  }

  /**
   * Learns the largest value in an anomaly that has ended.
   *
   * @param inFull else only a little beyond the record, so that the next one is found
   */
  void endAnomaly(byte[] data, Readings r, boolean inFull) {
    double peak = getFloat(data, at + PEAK);
    if (!Double.isNaN(peak)) {
      insert(data, inFull ? peak : little(data, peak, r.leastExcess(statistic)));
    }
    if (inFull) {
      beginAnomaly(data);
    }
  }

  /** Learns the anomaly that has ended in full, because somebody says that it was normal. */
  void acceptPeak(byte[] data) {
    double peak = getFloat(data, at + PEAK);
    if (!Double.isNaN(peak) && isReady(data)) {
      double more = peak + Tuning.EXCESS * Math.abs(peak - leastKept(data));
      for (int i = 0; i < KEPT / 2; i++) { // the next one may be a little larger
        insert(data, more);
      }
      putFloat(data, at + PEAK, Double.NaN);
    }
  }

  /** Forgets all values. */
  void clear(byte[] data) {
    Arrays.fill(data, at, at + SIZE, (byte) 0);
    putFloat(data, at + PEAK, Double.NaN);
  }

  private int kept(byte[] data) {
    return Math.min(blocks(data), KEPT);
  }

  private double top(byte[] data, int i) {
    return record(data) - below(data, i);
  }

  /** How far the i-th largest value lies below the record; 0 for the record itself. */
  private double below(byte[] data, int i) {
    return i == 0 ? 0 : getHalf(data, at + BELOW + Short.BYTES * (i - 1));
  }

  /** Rounds toward the record, so that no value seems rarer than it is. */
  private void putBelow(byte[] data, int i, double distance) {
    int bits = Float.floatToIntBits(Floats.clamp(distance));
    putShort(data, at + BELOW + Short.BYTES * (i - 1), bits >>> 16);
  }
}
