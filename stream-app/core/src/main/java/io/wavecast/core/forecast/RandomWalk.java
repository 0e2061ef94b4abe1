package io.wavecast.core.forecast;

import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Forecast;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Forecasts without a model: every value is the newest one, and the interval is the prediction
 * interval of a random walk. It is used before a window is full, and where a model's output is not
 * finite. With the n - 1 differences d of neighbouring values, a prior spread p that counts as one
 * more difference, and the quantile t of Student's distribution with n degrees of freedom, the half
 * width at lead time h is
 *
 * <pre>
 *   t(level, n) * s * sqrt(h * (1 + 1 / n)),   s^2 = (sum d^2 + p^2) / n
 * </pre>
 *
 * (the prediction interval of a normal variable of unknown variance, e.g. Geisser 1993, grown by
 * the variance of a sum of h steps). The interval narrows as values arrive. Immutable.
 */
public final class RandomWalk {
  /** The model reference of its forecasts. */
  public static final ModelRef MODEL = new ModelRef("random-walk", "1");

  /** Spread supposed of a series of which nothing is known, as a share of its mean magnitude. */
  private static final double UNKNOWN_SPREAD = 0.05;

  /** The newest values that count, at most: with more, Student's t hardly changes. */
  private static final int MAX_VALUES = 50;

  private final double level;

  /** [n]: Student's t of n degrees of freedom. */
  private final double[] t = new double[MAX_VALUES + 1];

  /**
   * @param level share of the actual values that an interval is meant to hold, in (0, 1)
   */
  public RandomWalk(double level) {
    this.level = level;
    for (int n = 1; n <= MAX_VALUES; n++) {
      t[n] = TDistribution.of(n).inverseCumulativeProbability((1 + level) / 2);
    }
  }

  /**
   * Forecasts from the values so far.
   *
   * @param values at least 1, oldest first
   * @param spread root mean square of the series' differences in an earlier window, 0 if unknown
   * @param horizon lead times
   */
  public Forecast forecast(
      String series,
      long origin,
      long stepMs,
      float[] values,
      double spread,
      boolean warmup,
      boolean imputed,
      int horizon) {
    int n = Math.min(values.length, MAX_VALUES);
    double sumOfSquares = 0;
    double magnitude = 0;
    for (int i = values.length - n; i < values.length; i++) {
      magnitude += Math.abs((double) values[i]) / n;
      if (i > values.length - n) {
        double d = (double) values[i] - values[i - 1];
        sumOfSquares += d * d;
      }
    }
    double prior = spread > 0 ? spread : UNKNOWN_SPREAD * magnitude;
    double s = Math.sqrt((sumOfSquares + prior * prior) / n);
    float last = values[values.length - 1];
    float[] yhat = new float[horizon];
    float[] lower = new float[horizon];
    float[] upper = new float[horizon];
    Arrays.fill(yhat, last);
    for (int h = 1; h <= horizon; h++) {
      double half = t[n] * s * Math.sqrt(h * (1 + 1.0 / n));
      lower[h - 1] = Floats.clamp(last - half);
      upper[h - 1] = Floats.clamp(last + half);
    }
    return new Forecast(series, origin, stepMs, yhat, lower, upper, level, MODEL, warmup, imputed);
  }
}
