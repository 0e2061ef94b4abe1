package io.wavecast.core.forecast;

import java.util.Arrays;

/**
 * Picks the ends of the central interval of a level out of a model's quantiles: those at {@code (1
 * - level) / 2} and {@code (1 + level) / 2}, linear between two neighbouring quantiles.
 */
public final class IntervalPicker {
  private static final double TOLERANCE = 1e-9;

  private final int levels;
  private final End lower;
  private final End upper;

  private IntervalPicker(int levels, End lower, End upper) {
    this.levels = levels;
    this.lower = lower;
    this.upper = upper;
  }

  /**
   * Picks intervals of a level out of a model's quantiles.
   *
   * @param quantileLevels levels of the model's quantiles, ascending
   * @param level of the interval, in (0, 1)
   * @throws IllegalArgumentException when the quantiles do not reach that far
   */
  public static IntervalPicker of(double[] quantileLevels, double level) {
    return new IntervalPicker(
        quantileLevels.length,
        End.of(quantileLevels, (1 - level) / 2, level),
        End.of(quantileLevels, (1 + level) / 2, level));
  }

  /** The lower end, from the levels' quantiles that begin at {@code at}. */
  float lower(float[] quantiles, int at) {
    return Math.min(lower.of(quantiles, at), upper.of(quantiles, at));
  }

  /** The upper end, never below the lower one, even where a model's quantiles cross. */
  float upper(float[] quantiles, int at) {
    return Math.max(lower.of(quantiles, at), upper.of(quantiles, at));
  }

  /**
   * The lower ends of a complete forecast.
   *
   * @param quantiles [n, horizon, levels]
   * @param row which forecast
   */
  public float[] lower(float[] quantiles, int row, int horizon) {
    float[] ends = new float[horizon];
    for (int h = 0; h < horizon; h++) {
      ends[h] = lower(quantiles, (row * horizon + h) * levels);
    }
    return ends;
  }

  /** The upper ends of a complete forecast; see {@link #lower(float[], int, int)}. */
  public float[] upper(float[] quantiles, int row, int horizon) {
    float[] ends = new float[horizon];
    for (int h = 0; h < horizon; h++) {
      ends[h] = upper(quantiles, (row * horizon + h) * levels);
    }
    return ends;
  }

  /** A point between quantile {@code index} and the next. */
  private record End(int index, float fraction) {
    static End of(double[] levels, double p, double level) {
      int last = levels.length - 1;
      if (p < levels[0] - TOLERANCE || p > levels[last] + TOLERANCE) {
        throw new IllegalArgumentException(
            "level must lie within the model's quantiles "
                + Arrays.toString(levels)
                + ", got: "
                + level
                + ", which needs "
                + Math.round(p * 1e9) / 1e9);
      }
      int i = 0;
      while (i < last && levels[i + 1] <= p + TOLERANCE) {
        i++;
      }
      if (i == last || Math.abs(levels[i] - p) <= TOLERANCE) {
        return new End(i, 0);
      }
      return new End(i, (float) ((p - levels[i]) / (levels[i + 1] - levels[i])));
    }

    float of(float[] quantiles, int at) {
      float q = quantiles[at + index];
      return fraction == 0 ? q : q + fraction * (quantiles[at + index + 1] - q);
    }
  }
}
