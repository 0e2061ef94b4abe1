package io.wavecast.core.forecast.deviation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The method that the score came from, in double precision and with unbounded care for clarity:
 * seven features, each with a memory of intervals. What {@link Score} and {@link IntervalMemory} do
 * in few bytes is compared with this.
 */
final class ReferenceScore {
  private static final double[] WEIGHTS = {1, 0.8, 0.5, 0.2, 0.2, 0.2, 0.2};
  private static final int BINS = 48;

  private final List<Memory> memories = new ArrayList<>();
  private final double[] held = new double[WEIGHTS.length];
  private final double[] usual = new double[BINS];
  private final List<Double> values = new ArrayList<>();
  private final Deque<Double> phaseErrors = new ArrayDeque<>();
  private final List<Double> smooth = new ArrayList<>();
  private double top;
  private int age = 1_000_000;

  ReferenceScore() {
    Arrays.fill(usual, Double.NaN);
    for (int i = 0; i < WEIGHTS.length; i++) {
      memories.add(new Memory(32, 0.1, 2500));
    }
  }

  /** The score of a value, 0..1; 0 unless it is a peak. */
  double add(double x, long seconds) {
    int t = values.size();
    values.add(x);
    double[] newest = last(10);
    int bin = (int) (seconds % 86_400 * BINS / 86_400);
    double before = t == 0 ? x : values.get(t - 1);
    double error = x - (Double.isNaN(usual[bin]) ? before : usual[bin]);
    usual[bin] = Double.isNaN(usual[bin]) ? x : usual[bin] + 0.25 * (x - usual[bin]);
    phaseErrors.addLast(error);
    if (phaseErrors.size() > 10) {
      phaseErrors.removeFirst();
    }
    double s = t == 0 ? x : smooth.get(t - 1);
    smooth.add(s + 0.2 * (x - s));
    double least = Arrays.stream(newest).min().orElseThrow();
    double[] features = {
      x,
      least,
      Arrays.stream(newest).max().orElseThrow() - least,
      error,
      phaseErrors.stream().mapToDouble(e -> e).average().orElseThrow(),
      t < 50 ? 0 : mean(newest) - mean(Arrays.copyOf(last(50), 40)),
      x - smooth.get(Math.max(0, t - 10))
    };
    double raw = 0;
    for (int i = 0; i < features.length; i++) {
      held[i] = Math.max(0.8 * held[i], memories.get(i).add(features[i]));
      raw += WEIGHTS[i] * held[i];
    }
    raw *= t / (t + 400.0);
    age++;
    if (age > 100) {
      top = 0;
    }
    if (raw <= top) {
      return 0;
    }
    top = raw;
    age = 0;
    return raw / (1 + raw);
  }

  private double[] last(int n) {
    return values.subList(Math.max(0, values.size() - n), values.size()).stream()
        .mapToDouble(v -> v)
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** An interval memory in double precision. */
  static final class Memory {
    private final int slots;
    private final double size;
    private final int expire;
    private final List<Interval> intervals = new ArrayList<>();
    private int t = -1;
    private double mean;
    private double least;
    private double greatest;

    private static final class Interval {
      double low;
      double high;
      int used;
    }

    Memory(int slots, double size, int expire) {
      this.slots = slots;
      this.size = size;
      this.expire = expire;
    }

    double add(double x) {
      t++;
      if (t == 0) {
        least = x;
        greatest = x;
        put(new Interval(), x);
        return 0;
      }
      intervals.removeIf(i -> i.used < t - expire);
      double span = greatest - least + 1e-9 * (Math.abs(greatest) + Math.abs(least)) + 1e-12;
      Interval nearest = null;
      double distance = Double.POSITIVE_INFINITY;
      for (Interval i : intervals) {
        double d = Math.max(i.low - x, x - i.high);
        if (d < distance) {
          nearest = i;
          distance = d;
        }
      }
      double gap = Math.min(Math.max(distance, 0) / span, 1);
      double novelty = gap / Math.sqrt(0.002 + mean);
      mean += Math.max(0.0005, 1.0 / (t + 1)) * (gap - mean);
      least = Math.min(least, x);
      greatest = Math.max(greatest, x);
      if (nearest != null
          && Math.max(nearest.high, x) - Math.min(nearest.low, x)
              <= size * (greatest - least) + 1e-12) {
        nearest.low = Math.min(nearest.low, x);
        nearest.high = Math.max(nearest.high, x);
        nearest.used = t;
      } else if (intervals.size() < slots) {
        put(new Interval(), x);
      } else {
        Interval oldest = intervals.get(0);
        for (Interval i : intervals) {
          oldest = i.used < oldest.used ? i : oldest;
        }
        intervals.remove(oldest);
        put(oldest, x);
      }
      return t >= 50 ? novelty : 0;
    }

    private void put(Interval interval, double x) {
      interval.low = x;
      interval.high = x;
      interval.used = t;
      intervals.add(interval);
    }
  }
}
