package io.wavecast.trainer.backtest;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.recorded.RecordedSeries;

/** The methods that any forecaster must beat. All look at the last 50 values at most. */
public enum SimpleMethod implements Method {
  /** The last value, repeated. */
  NAIVE,
  /** The value one period before; the last value where the series has no period. */
  SEASONAL,
  /** The straight line through the first and the last value of the window. */
  DRIFT,
  /** The mean of the window. */
  MEAN,
  /** Exponential smoothing with the factor that did best inside the window. */
  SMOOTHING;

  private static final int W = WindowSet.WINDOW;
  private static final double[] FACTORS = {0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1};

  /** The forecast {@code lead} steps after the last value {@code x[origin - 1]}. */
  private double at(float[] x, int origin, int lead, int period) {
    float last = x[origin - 1];
    return switch (this) {
      case NAIVE -> last;
      case SEASONAL -> period == 0 ? last : x[origin - period + (lead - 1) % period];
      case DRIFT -> last + lead * ((last - x[origin - W]) / (W - 1.0));
      case MEAN -> mean(x, origin);
      case SMOOTHING -> smoothed(x, origin);
    };
  }

  private static double mean(float[] x, int origin) {
    double sum = 0;
    for (int t = origin - W; t < origin; t++) {
      sum += x[t];
    }
    return sum / W;
  }

  private static double smoothed(float[] x, int origin) {
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

  /** Steps of the season that a window of this series holds; 0 for none. */
  static int period(RecordedSeries series) {
    return series.period(W);
  }

  @Override
  public Forecasts forecast(RecordedSeries series, int[] origins) {
    int period = period(series);
    float[] points = new float[origins.length * HORIZON];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) at(series.values(), origins[i / HORIZON], i % HORIZON + 1, period);
    }
    return Forecasts.points(points);
  }
}
