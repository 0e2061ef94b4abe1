package io.wavecast.trainer.export;

import io.wavecast.trainer.data.WindowSet;
import java.util.Arrays;
import java.util.List;

/**
 * How far reality lay from a model's forecasts, as quantiles for each lead time: what makes an
 * interval out of a forecast.
 *
 * @param levels ascending, each in (0, 1)
 * @param offsets [lead time][level], ascending along the levels
 */
public record ResidualQuantiles(List<Double> levels, float[][] offsets) {
  private static final int H = WindowSet.HORIZON;

  /** No offsets, for models that learn their quantiles. */
  public static ResidualQuantiles none() {
    return new ResidualQuantiles(List.of(), new float[H][0]);
  }

  /**
   * The quantiles of {@code actual - forecast} over a set.
   *
   * @param forecasts [n, 10]
   * @param actual [n, 10]
   */
  public static ResidualQuantiles of(float[] forecasts, float[] actual, List<Double> levels) {
    int n = actual.length / H;
    float[][] offsets = new float[H][levels.size()];
    double[] residuals = new double[n];
    for (int lead = 0; lead < H; lead++) {
      for (int i = 0; i < n; i++) {
        residuals[i] = actual[i * H + lead] - forecasts[i * H + lead];
      }
      Arrays.sort(residuals);
      for (int q = 0; q < levels.size(); q++) {
        offsets[lead][q] = (float) quantile(residuals, levels.get(q));
      }
    }
    return new ResidualQuantiles(levels, offsets);
  }

  /** Linear between the two nearest of the sorted values: numpy's default. */
  static double quantile(double[] sorted, double level) {
    double place = level * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** [lead time * level]. */
  float[] rowMajor() {
    float[] all = new float[H * levels.size()];
    for (int lead = 0; lead < H; lead++) {
      System.arraycopy(offsets[lead], 0, all, lead * levels.size(), levels.size());
    }
    return all;
  }
}
