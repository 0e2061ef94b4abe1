package io.wavecast.core.forecast.deviation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes labelled series of ten kinds that are common among metrics, each with its own nuisances, so
 * that a change of the score can be judged on data that nobody has tuned it to. The same seed gives
 * the same series.
 */
final class LabelledSeries {
  private static final double DAY = 2 * Math.PI / 86_400_000.0;
  private static final long MINUTE = 60_000;
  private static final long START = 1_400_000_000_000L;

  private final SplittableRandom random;
  private long[] times = new long[0];
  private double[] values = new double[0];
  private final List<Integer> events = new ArrayList<>();

  private LabelledSeries(long seed) {
    random = new SplittableRandom(seed);
  }

  /** {@code each} series of every kind. */
  static List<Labelled> corpus(long seed, int each) {
    List<Labelled> corpus = new ArrayList<>();
    for (int kind = 0; kind < KINDS.length; kind++) {
      for (int i = 0; i < each; i++) {
        LabelledSeries maker = new LabelledSeries(seed * 1000 + kind * 100L + i);
        maker.make(kind);
        corpus.add(
            new Labelled(
                KINDS[kind] + i,
                maker.times,
                maker.values,
                Labelled.windowsAround(maker.events, maker.values.length)));
      }
    }
    return corpus;
  }

  private static final String[] KINDS = {
    "mentions", "price", "machine", "demand", "load", "latency", "room", "keys", "road", "bytes"
  };

  private void make(int kind) {
    switch (kind) {
      case 0 -> mentions();
      case 1 -> price();
      case 2 -> machine();
      case 3 -> demand();
      case 4 -> load();
      case 5 -> latency();
      case 6 -> room();
      case 7 -> keys();
      case 8 -> road();
      default -> bytes();
    }
  }

  /** Counts with a daily wave, heavy tails, and bursts small (usual) and great (unusual). */
  private void mentions() {
    start(15_800, 5 * MINUTE, 0);
    double level = Math.exp(random.nextDouble(1, 4));
    double burst = 0;
    boolean[] event = events(random.nextInt(2, 5));
    double drift = 0;
    for (int i = 0; i < values.length; i++) {
      drift += 0.003 * gauss() - 0.0005 * drift;
      if (random.nextDouble() < 0.004) {
        burst = Math.max(burst, Math.exp(0.7 * gauss()) * 1.5);
      }
      if (event[i]) {
        burst = random.nextDouble(8, 25);
      }
      double mean = level * Math.exp(drift) * (1 + 0.6 * Math.sin(DAY * times[i])) * (1 + burst);
      values[i] = poisson(mean * Math.exp(0.35 * gauss() - 0.06));
      burst *= 0.93;
    }
  }

  /** Hourly; noise that grows with the level; usual spikes; unusual ones, steps and gaps. */
  private void price() {
    start(1_600, 60 * MINUTE, 0.01);
    double level = Math.exp(random.nextDouble(-2, 1));
    boolean[] event = events(random.nextInt(1, 4));
    int kind = random.nextInt(3);
    int left = 0;
    double drift = 0;
    for (int i = 0; i < values.length; i++) {
      drift += 0.01 * gauss() - 0.005 * drift;
      left = event[i] ? random.nextInt(2, 12) : left - 1;
      double factor = left < 0 ? 1 : kind == 0 ? 4 + 3 * random.nextDouble() : kind == 1 ? 2.2 : 0;
      double spike = random.nextDouble() < 0.01 ? 1 + random.nextDouble() : 1;
      double wave = 1 + 0.15 * Math.sin(DAY * times[i]);
      values[i] = level * Math.exp(drift + 0.12 * gauss()) * wave * factor * spike;
    }
  }

  /** A sensor with slow moves; it fails, is shut down, or creeps away. */
  private void machine() {
    start(22_000, 5 * MINUTE, 0);
    boolean[] event = events(random.nextInt(2, 5));
    double x = 0;
    double away = 0;
    double rate = 1;
    for (int i = 0; i < values.length; i++) {
      x += 0.25 * gauss() - 0.004 * x;
      if (event[i]) {
        rate = random.nextInt(3) == 0 ? 0.02 : 0.3;
        away = -1;
      }
      if (away < 0) {
        away -= rate * random.nextDouble(0.5, 1.5) * 4;
        if (away < -random.nextDouble(35, 70)) {
          away = -away;
        }
      } else {
        away = Math.max(0, away * 0.97 - 0.05);
      }
      double planned = i % 4000 < 20 ? -12 : 0;
      values[i] = 90 + x * 1.2 - Math.abs(away) + planned + 0.4 * gauss();
    }
  }

  /** Half-hourly with days and weeks; a holiday, a storm or a feast is unusual. */
  private void demand() {
    start(10_300, 30 * MINUTE, 0);
    boolean[] event = events(random.nextInt(3, 6));
    int left = 0;
    double factor = 1;
    for (int i = 0; i < values.length; i++) {
      if (event[i]) {
        left = random.nextInt(16, 60);
        factor = random.nextInt(3) == 0 ? random.nextDouble(1.5, 1.8) : random.nextDouble(0.1, 0.6);
      }
      long day = i / 48;
      double weekend = day % 7 > 4 ? 0.8 : 1;
      double hour = i % 48 / 2.0;
      double shape =
          hour < 6 ? 0.25 + 0.02 * (6 - hour) : 0.75 + 0.25 * Math.sin((hour - 6) / 18 * 6);
      double f = left-- > 0 ? factor : 1;
      values[i] = 20_000 * shape * weekend * f * (1 + 0.05 * gauss()) + 100 * gauss();
    }
  }

  /** A level with noise and scheduled peaks; it steps, sticks or peaks at a wrong time. */
  private void load() {
    start(4_030, 5 * MINUTE, 0);
    double level = random.nextDouble(2, 60);
    double noise = level * random.nextDouble(0.01, 0.15);
    int period = random.nextInt(100, 320);
    boolean[] event = events(random.nextInt(1, 4));
    int kind = random.nextInt(3);
    double shift = 0;
    int left = 0;
    for (int i = 0; i < values.length; i++) {
      if (event[i]) {
        shift += kind == 0 ? level * random.nextDouble(0.5, 1.5) : 0;
        left = kind == 1 ? 40 : kind == 2 ? 3 : 0;
      }
      double job = i % period < 3 ? level * 0.8 : 0;
      double v = level + shift + noise * gauss() + job;
      if (left-- > 0) {
        v = kind == 1 ? level * 0.1 : level * random.nextDouble(2.5, 4);
      }
      values[i] = Math.max(0, v);
    }
  }

  /** Heavy-tailed times of answers; unusual are a great one and a time of slowness. */
  private void latency() {
    start(4_030, 5 * MINUTE, 0);
    double level = random.nextDouble(20, 60);
    boolean[] event = events(random.nextInt(2, 4));
    int left = 0;
    for (int i = 0; i < values.length; i++) {
      left = event[i] ? random.nextBoolean() ? 1 : 25 : left - 1;
      double v = level * Math.exp(0.08 * gauss());
      v += random.nextDouble() < 0.01 ? level * random.nextDouble(0.3, 0.9) : 0;
      values[i] = left > 0 ? v * random.nextDouble(1.6, 3) : v;
    }
  }

  /** Hourly with days and weather; unusual are a fast drop and a broken heater. */
  private void room() {
    start(7_200, 60 * MINUTE, 0.01);
    boolean[] event = events(2);
    double weather = 0;
    double off = 0;
    for (int i = 0; i < values.length; i++) {
      weather += 0.3 * gauss() - 0.02 * weather;
      off = event[i] ? (random.nextBoolean() ? -1 : 1) * random.nextDouble(8, 14) : off * 0.97;
      values[i] = 70 + weather + 1.5 * Math.sin(DAY * times[i]) + off + 0.3 * gauss();
    }
  }

  /** At irregular times, short and long; unusual is another hand. */
  private void keys() {
    start(2_500, 0, 0);
    double level = random.nextDouble(0.05, 0.2);
    boolean[] event = events(2);
    double factor = 1;
    int left = 0;
    long now = START;
    for (int i = 0; i < values.length; i++) {
      now += (long) (MINUTE * (random.nextDouble() < 0.02 ? 600 * random.nextDouble() : 5));
      times[i] = now;
      if (event[i]) {
        left = 60;
        factor = random.nextDouble(1.6, 3);
      }
      values[i] = level * Math.exp(0.25 * gauss()) * (left-- > 0 ? factor : 1);
    }
  }

  /** Occupied in the day and free at night, with rows missing and twice; unusual is a jam. */
  private void road() {
    start(2_500, 5 * MINUTE, 0.05);
    boolean[] event = events(random.nextInt(1, 4));
    boolean speed = random.nextBoolean();
    int left = 0;
    for (int i = 0; i < values.length; i++) {
      left = event[i] ? random.nextInt(4, 30) : left - 1;
      double day = Math.max(0, Math.sin(DAY * times[i]));
      double jam = left > 0 ? 1 : 0;
      values[i] =
          speed
              ? 75 - 8 * day - 40 * jam + 3 * gauss() - (random.nextDouble() < 0.01 ? 12 : 0)
              : Math.abs(3 + 9 * day + 22 * jam + (1 + 2 * day) * gauss());
    }
  }

  /** Bursts at nearly regular times; unusual are great ones and a long one. */
  private void bytes() {
    start(4_700, 5 * MINUTE, 0);
    double level = Math.exp(random.nextDouble(8, 14));
    int period = random.nextInt(12, 60);
    boolean[] event = events(random.nextInt(1, 4));
    int kind = random.nextInt(2);
    int left = 0;
    for (int i = 0; i < values.length; i++) {
      left = event[i] ? kind == 0 ? 3 : 40 : left - 1;
      double burst = (i + random.nextInt(2)) % period < 2 ? random.nextDouble(5, 12) : 1;
      double v = level * burst * Math.exp(0.15 * gauss());
      values[i] = left > 0 ? (kind == 0 ? level * random.nextDouble(20, 40) : level * 8) : v;
    }
  }

  /** Regular times but for a share of rows: missing, a few together or many, or there twice. */
  private void start(int n, long stepMs, double irregular) {
    times = new long[n];
    values = new double[n];
    long now = START + random.nextInt(86_400) * 1000L;
    for (int i = 0; i < n; i++) {
      times[i] = now;
      now += stepMs;
      if (random.nextDouble() < irregular) {
        double what = random.nextDouble();
        now += what < 0.2 ? -stepMs : what < 0.9 ? stepMs : stepMs * random.nextInt(3, 30);
      }
    }
  }

  /** Marks places of events, in the later five sixths and apart from each other. */
  private boolean[] events(int count) {
    int n = values.length;
    boolean[] at = new boolean[n];
    int span = n * 5 / 6 / count;
    for (int e = 0; e < count; e++) {
      int i = n / 6 + e * span + random.nextInt(span / 8, span * 7 / 8);
      at[i] = true;
      events.add(i);
    }
    return at;
  }

  private double gauss() {
    double r = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return r * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private double poisson(double mean) {
    if (mean > 50) {
      return Math.max(0, Math.rint(mean + Math.sqrt(mean) * gauss()));
    }
    double p = Math.exp(-mean);
    double u = random.nextDouble();
    int k = 0;
    for (double sum = p; u > sum && k < 500; sum += p) {
      p *= mean / ++k;
    }
    return k;
  }
}
