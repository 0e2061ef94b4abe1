package io.wavecast.trainer.backtest;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.recorded.RecordedSeries;

/** The methods that any forecaster must beat. All look at the last 50 values at most. */
public enum SimpleMethod implements Method {
  /** The last value, repeated. */
  NAIVE {
    @Override
    double at(float[] x, int origin, int lead, int period) {
      return x[origin - 1];
    }
  },
  /** The value one period before; the last value where the series has no period. */
  SEASONAL {
    @Override
    double at(float[] x, int origin, int lead, int period) {
      return period == 0 ? x[origin - 1] : x[origin - period + (lead - 1) % period];
    }
  },
  /** The straight line through the first and the last value of the window. */
  DRIFT {
    @Override
    double at(float[] x, int origin, int lead, int period) {
      double slope = (x[origin - 1] - x[origin - W]) / (W - 1.0);
      return x[origin - 1] + lead * slope;
    }
  },
  /** The mean of the window. */
  MEAN {
    @Override
    double at(float[] x, int origin, int lead, int period) {
      double sum = 0;
      for (int t = origin - W; t < origin; t++) {
        sum += x[t];
      }
      return sum / W;
    }
  },
  /** Exponential smoothing with the factor that did best inside the window. */
  SMOOTHING {
    @Override
    double at(float[] x, int origin, int lead, int period) {
      double best = Double.POSITIVE_INFINITY;
      double level = x[origin - 1];
      for (double factor : FACTORS) {
        double smooth = x[origin - W];
        double error = 0;
        for (int t = origin - W + 1; t < origin; t++) {
          error += Math.abs(x[t] - smooth);
          smooth += factor * (x[t] - smooth);
        }
        if (error < best) {
          best = error;
          level = smooth;
        }
      }
      return level;
    }
  };

  private static final int W = WindowSet.WINDOW;
  private static final double[] FACTORS = {0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1};

  /** The forecast {@code lead} steps after the last value {@code x[origin - 1]}. */
  abstract double at(float[] x, int origin, int lead, int period);

  /** Steps of the season that a window of this series holds; 0 for none. */
  static int period(RecordedSeries series) {
    return series.period(W);
  }

  @Override
  public Forecasts forecast(RecordedSeries series, int[] origins) {
    int period = period(series);
    float[] points = new float[origins.length * HORIZON];
    for (int i = 0; i < origins.length; i++) {
      for (int h = 0; h < HORIZON; h++) {
        points[i * HORIZON + h] = (float) at(series.values(), origins[i], h + 1, period);
      }
    }
    return Forecasts.points(points);
  }
}
