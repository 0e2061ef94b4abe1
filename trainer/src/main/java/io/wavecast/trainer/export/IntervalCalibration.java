package io.wavecast.trainer.export;

import io.wavecast.trainer.data.WindowSet;
import java.util.Arrays;
import java.util.List;

/**
 * What the validation set says about intervals. A head that gives points gets quantiles of how far
 * reality lay from its forecasts. A head that gives quantiles, learned on the training set and
 * narrower than they should be where that set is small, gets all of them stretched about the median
 * (conformalised quantile regression; Romano, Patterson and Candes, NeurIPS 2019).
 *
 * @param levels for points: ascending, each in (0, 1); else empty
 * @param offsets for points: [lead time, level], row by row, ascending along the levels
 * @param stretch for quantiles: the factor of their distance from the median, above 0; 1 leaves
 *     them as they are
 */
public record IntervalCalibration(List<Double> levels, float[] offsets, float stretch) {
  private static final int H = WindowSet.HORIZON;

  /** Fewer windows than these say too little about the tails. */
  private static final int ENOUGH = 100;

  /** Coverage this near to what it should be is left as it is. */
  private static final double NEAR = 0.01;

  private static final double LEAST = 0.5;
  private static final double MOST = 3;

  public IntervalCalibration {
    if (!(stretch > 0)) {
      throw new IllegalArgumentException("stretch must be above 0, got: " + stretch);
    }
  }

  /** Changes nothing. */
  public static IntervalCalibration none() {
    return new IntervalCalibration(List.of(), new float[0], 1);
  }

  /**
   * How far to stretch quantiles so that the outermost two hold as many of the values as they say:
   * the quantile, at that level, of each value's distance from the median in units of the outermost
   * quantile on its side. Nothing where they do already, within a point, or where there are fewer
   * than {@value #ENOUGH} windows. Between 0.5 and 3.
   *
   * @param quantiles [n, 10, levels]
   * @param actual [n, 10]
   * @param levels ascending
   */
  public static IntervalCalibration ofQuantiles(
      float[] quantiles, float[] actual, List<Double> levels) {
    int width = levels.size();
    double[] away = new double[actual.length];
    int inside = 0;
    for (int i = 0; i < actual.length; i++) {
      double median = quantiles[i * width + width / 2];
      double outermost = quantiles[i * width + (actual[i] > median ? width - 1 : 0)];
      double error = Math.abs(actual[i] - median);
      double reach = Math.abs(outermost - median);
      away[i] = error == 0 ? 0 : error / reach;
      inside += error <= reach ? 1 : 0;
    }
    double level = levels.get(width - 1) - levels.get(0);
    double covered = (double) inside / actual.length;
    if (actual.length < ENOUGH * H || Math.abs(covered - level) <= NEAR) {
      return none();
    }
    Arrays.sort(away);
    double stretch = Math.max(LEAST, Math.min(MOST, away[(int) (level * (away.length - 1))]));
    return new IntervalCalibration(List.of(), new float[0], (float) stretch);
  }

  /**
   * The quantiles of {@code actual - forecast} over a set.
   *
   * @param forecasts [n, 10]
   * @param actual [n, 10]
   */
  public static IntervalCalibration ofPoints(
      float[] forecasts, float[] actual, List<Double> levels) {
    int n = actual.length / H;
    float[] offsets = new float[H * levels.size()];
    double[] residuals = new double[n];
    for (int lead = 0; lead < H; lead++) {
      for (int i = 0; i < n; i++) {
        residuals[i] = actual[i * H + lead] - forecasts[i * H + lead];
      }
      Arrays.sort(residuals);
      for (int q = 0; q < levels.size(); q++) {
        offsets[lead * levels.size() + q] = (float) quantile(residuals, levels.get(q));
      }
    }
    return new IntervalCalibration(levels, offsets, 1);
  }

  /** Linear between the two nearest of the sorted values: numpy's default. */
  static double quantile(double[] sorted, double level) {
    double place = level * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
