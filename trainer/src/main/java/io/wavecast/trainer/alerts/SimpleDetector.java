package io.wavecast.trainer.alerts;

import java.util.Arrays;
import java.util.Locale;

/** The methods that any detector must beat. */
enum SimpleDetector implements ScoreDetector {
  /** Distance from the mean of the last 288 values, in units of four standard deviations. */
  ROLLING_Z {
    @Override
    public double[] scores(LabelledSeries series) {
      return rolling(
          series, (value, before) -> off(value, before) / (4 * deviation(before) + TINY));
    }
  },
  /** Distance from the median of the last 288 values, in units of six median deviations. */
  ROLLING_MAD {
    @Override
    public double[] scores(LabelledSeries series) {
      return rolling(
          series,
          (value, before) -> {
            double middle = Shapes.quantile(before, .5);
            double[] apart = Arrays.stream(before).map(b -> Math.abs(b - middle)).toArray();
            double unit = 6 * 1.4826 * Shapes.quantile(apart, .5) + .05 * Math.abs(middle) + TINY;
            return Math.abs(value - middle) / unit;
          });
    }
  },
  /** Error of exponential smoothing, in units of five usual errors. */
  SMOOTHING {
    @Override
    public double[] scores(LabelledSeries series) {
      float[] x = series.values();
      double[] out = new double[x.length];
      double level = x[0];
      double usual = 0;
      for (int i = 1; i < x.length; i++) {
        double error = Math.abs(x[i] - level);
        boolean known = i > WARMUP;
        out[i] = known ? error / (5 * usual + TINY) : 0;
        double learned = known && usual > 0 ? Math.min(error, 5 * usual) : error;
        usual += (learned - usual) * Math.max(.02, 1.0 / i);
        level += .3 * (x[i] - level);
      }
      return out;
    }
  },
  /** Distance from the mean of this hour of the week, in the first week of the day. */
  HOUR_OF_WEEK {
    @Override
    public double[] scores(LabelledSeries series) {
      Recent[] week = Recent.hours(168);
      Recent[] day = Recent.hours(24);
      double[] out = new double[series.size()];
      for (int i = 0; i < out.length; i++) {
        int hour = (int) ((long) i * series.step() / 3600);
        double x = series.values()[i];
        Recent of = week[hour % 168];
        if (of.count < 8 || hour < 168) {
          of = day[hour % 24];
        }
        if (of.count >= 12) {
          double[] before = of.values();
          double mean = Shapes.mean(before, 0, before.length);
          out[i] = Math.abs(x - mean) / (4 * deviation(before) + .02 * Math.abs(mean) + TINY);
        }
        week[hour % 168].add(x);
        day[hour % 24].add(x);
      }
      return out;
    }
  };

  private static final double TINY = 1e-9;
  private static final int ROLLING = 288;
  private static final int WARMUP = 50;
  private static final int LEAST = 30;

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private interface Score {
    double of(double value, double[] before);
  }

  private static double[] rolling(LabelledSeries series, Score score) {
    double[] x = Shapes.series(series.size(), i -> series.values()[i]);
    double[] out = new double[x.length];
    for (int i = LEAST; i < x.length; i++) {
      out[i] = score.of(x[i], Arrays.copyOfRange(x, Math.max(0, i - ROLLING), i));
    }
    return out;
  }

  private static double off(double value, double[] before) {
    return Math.abs(value - Shapes.mean(before, 0, before.length));
  }

  private static double deviation(double[] x) {
    double mean = Shapes.mean(x, 0, x.length);
    return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }

  /** The last 120 values of an hour. */
  private static final class Recent {
    private final double[] ring = new double[120];
    private int count;

    static Recent[] hours(int n) {
      Recent[] all = new Recent[n];
      Arrays.setAll(all, i -> new Recent());
      return all;
    }

    void add(double x) {
      ring[count++ % ring.length] = x;
    }

    double[] values() {
      return Arrays.copyOf(ring, Math.min(count, ring.length));
    }
  }
}
