package io.wavecast.lab.classical;

import io.wavecast.trainer.backtest.Method;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Methods without training that see the last 50 values and give normal quantiles: what a forecaster
 * has to beat.
 */
public enum WindowMethod implements Method {
  /** The last value; intervals of a random walk. */
  NAIVE {
    @Override
    List<double[]> of(double[] x, int period) {
      double[] points = new double[HORIZON];
      double[] spread = new double[HORIZON];
      double step = step(x, 1);
      for (int h = 0; h < HORIZON; h++) {
        points[h] = x[x.length - 1];
        spread[h] = step * Math.sqrt(h + 1);
      }
      return List.of(points, spread);
    }
  },
  /** The value one period before; the last value where the series has no period. */
  SEASONAL {
    @Override
    List<double[]> of(double[] x, int period) {
      if (period == 0) {
        return NAIVE.of(x, 0);
      }
      double[] points = new double[HORIZON];
      double[] spread = new double[HORIZON];
      double step = step(x, period);
      for (int h = 0; h < HORIZON; h++) {
        points[h] = x[x.length - period + h % period];
        spread[h] = step * Math.sqrt(h / period + 1);
      }
      return List.of(points, spread);
    }
  },
  /** Assimakopoulos and Nikolopoulos, 2000, as simple exponential smoothing with half the slope. */
  THETA {
    @Override
    List<double[]> of(double[] x, int period) {
      boolean seasonal = Classical.isSeasonal(x, period);
      boolean ratio = seasonal && Arrays.stream(x).allMatch(v -> v > 0);
      double[] season = seasonal ? Classical.season(x, period, ratio) : new double[] {0};
      double[] flat = new double[x.length];
      for (int t = 0; t < x.length; t++) {
        double s = season[t % season.length];
        flat[t] = ratio ? x[t] / s : x[t] - s;
      }
      Ets smooth = new EtsFit(flat, 0).fit(EtsForm.SIMPLE);
      List<double[]> ahead = smooth.forecast(flat, HORIZON);
      double alpha = smooth.parameters()[0];
      double half = Classical.slope(flat) / 2;
      double first = (1 - Math.pow(1 - alpha, x.length)) / alpha;
      double[] points = new double[HORIZON];
      for (int h = 0; h < HORIZON; h++) {
        double s = season[(x.length + h) % season.length];
        double value = ahead.get(0)[h] + half * (h + first);
        points[h] = ratio ? value * s : value + s;
      }
      return List.of(points, ahead.get(1));
    }
  },
  /** Exponential smoothing of the form that the corrected criterion chooses. */
  ETS {
    @Override
    List<double[]> of(double[] x, int period) {
      return new EtsFit(x, period).automatic().forecast(x, HORIZON);
    }
  };

  private static final int W = WindowSet.WINDOW;
  private static final double[] Z =
      Head.LEVELS.stream()
          .mapToDouble(NormalDistribution.of(0, 1)::inverseCumulativeProbability)
          .toArray();

  /**
   * Forecasts what follows.
   *
   * @param x values, about 1 in size
   * @param period steps of a season that the values hold twice or once; 0 for none
   * @return mean and standard deviation at each lead time, two arrays
   */
  abstract List<double[]> of(double[] x, int period);

  /** Root of the mean squared difference of values some steps apart. */
  static double step(double[] x, int apart) {
    double sum = 0;
    for (int t = apart; t < x.length; t++) {
      sum += (x[t] - x[t - apart]) * (x[t] - x[t - apart]);
    }
    return Math.sqrt(sum / (x.length - apart));
  }

  @Override
  public Forecasts forecast(RecordedSeries series, int[] origins) {
    int period = series.period(W);
    float[] points = new float[origins.length * HORIZON];
    float[] quantiles = new float[points.length * Z.length];
    for (int i = 0; i < origins.length; i++) {
      double[] x = new double[W];
      double size = 0;
      for (int t = 0; t < W; t++) {
        x[t] = series.values()[origins[i] - W + t];
        size += Math.abs(x[t]) / W;
      }
      double unit = size == 0 ? 1 : size;
      List<double[]> ahead = scaled(x, unit, period);
      for (int h = 0; h < HORIZON; h++) {
        int at = i * HORIZON + h;
        points[at] = (float) (ahead.get(0)[h] * unit);
        for (int q = 0; q < Z.length; q++) {
          double value = ahead.get(0)[h] + Z[q] * ahead.get(1)[h];
          quantiles[at * Z.length + q] = (float) (value * unit);
        }
      }
    }
    return new Forecasts(points, Head.LEVELS, quantiles);
  }

  private List<double[]> scaled(double[] x, double unit, int period) {
    boolean flat = true;
    for (int t = 0; t < x.length; t++) {
      x[t] /= unit;
      flat &= x[t] == x[0];
    }
    return flat ? NAIVE.of(x, 0) : of(x, period);
  }
}
