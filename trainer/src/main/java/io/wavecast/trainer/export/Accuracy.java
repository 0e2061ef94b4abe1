package io.wavecast.trainer.export;

import io.wavecast.trainer.data.WindowSet;
import java.util.Arrays;
import java.util.List;

/**
 * The accuracy of forecasts on a set.
 *
 * @param mse mean squared error over all lead times
 * @param mae mean absolute error over all lead times
 * @param mseByLead mean squared error by lead time, 10 values
 * @param pinball mean over lead times and levels of {@code 2 max(q e, (q - 1) e)}
 * @param coverage share of the values inside the outermost quantiles, in [0, 1]
 * @param width mean distance of the outermost quantiles
 */
public record Accuracy(
    double mse, double mae, List<Double> mseByLead, double pinball, double coverage, double width) {

  /**
   * Measures.
   *
   * @param levels levels of the quantiles, ascending
   */
  public static Accuracy of(Predictions output, WindowSet set, List<Double> levels) {
    int h = WindowSet.HORIZON;
    int n = set.futures().length;
    double[] byLead = new double[h];
    double mae = 0;
    double pinball = 0;
    double width = 0;
    int inside = 0;
    for (int i = 0; i < n; i++) {
      double y = set.futures()[i];
      double error = y - output.forecasts()[i];
      byLead[i % h] += error * error * h / n;
      mae += Math.abs(error) / n;
      int from = i * levels.size();
      double lower = output.quantiles()[from];
      double upper = output.quantiles()[from + levels.size() - 1];
      inside += y >= lower && y <= upper ? 1 : 0;
      width += (upper - lower) / n;
      for (int q = 0; q < levels.size(); q++) {
        double e = y - output.quantiles()[from + q];
        pinball += 2 * Math.max(levels.get(q) * e, (levels.get(q) - 1) * e) / n / levels.size();
      }
    }
    double mse = 0;
    for (double lead : byLead) {
      mse += lead / h;
    }
    List<Double> leads = Arrays.stream(byLead).boxed().toList();
    return new Accuracy(mse, mae, leads, pinball, (double) inside / n, width);
  }
}
