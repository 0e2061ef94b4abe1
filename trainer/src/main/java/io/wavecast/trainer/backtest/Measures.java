package io.wavecast.trainer.backtest;

import io.wavecast.trainer.backtest.Method.Forecasts;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.ArrayList;
import java.util.List;

/**
 * How good a method was on a series; each list holds one figure a lead time, 1 to 10.
 *
 * @param mae mean absolute error
 * @param smape mean of {@code 200 |y - f| / (|y| + |f|)}, 0 where both are 0
 * @param pinball mean over the levels of {@code 2 max(q e, (q - 1) e)}; NaN without quantiles
 * @param coverage share of the values inside the outermost quantiles; NaN without quantiles
 * @param width mean distance of the outermost quantiles; NaN without quantiles
 */
public record Measures(
    List<Double> mae,
    List<Double> smape,
    List<Double> pinball,
    List<Double> coverage,
    List<Double> width) {

  /** A figure of one forecast of the value {@code y}, which stands at an index of the points. */
  private interface Figure {
    double of(double y, int at);
  }

  /** Measures forecasts from these origins. */
  public static Measures of(Forecasts given, RecordedSeries series, int[] origins) {
    float[] f = given.points();
    float[] q = given.quantiles();
    int n = given.levels().size();
    Figure absolute = (y, at) -> Math.abs(y - f[at]);
    Figure relative =
        (y, at) ->
            y == 0 && f[at] == 0 ? 0 : 200 * Math.abs(y - f[at]) / (Math.abs(y) + Math.abs(f[at]));
    Figure covered = (y, at) -> y >= q[at * n] && y <= q[at * n + n - 1] ? 1 : 0;
    Figure wide = (y, at) -> (double) q[at * n + n - 1] - q[at * n];
    Figure none = (y, at) -> Double.NaN;
    return new Measures(
        byLead(absolute, series, origins),
        byLead(relative, series, origins),
        byLead(n == 0 ? none : (y, at) -> pinball(y, at, given), series, origins),
        byLead(n == 0 ? none : covered, series, origins),
        byLead(n == 0 ? none : wide, series, origins));
  }

  private static double pinball(double y, int at, Forecasts given) {
    int n = given.levels().size();
    double loss = 0;
    for (int k = 0; k < n; k++) {
      double q = given.levels().get(k);
      double e = y - given.quantiles()[at * n + k];
      loss += 2 * Math.max(q * e, (q - 1) * e) / n;
    }
    return loss;
  }

  /** The mean over the origins, for each lead time. */
  private static List<Double> byLead(Figure figure, RecordedSeries series, int[] origins) {
    List<Double> means = new ArrayList<>();
    for (int h = 0; h < Method.HORIZON; h++) {
      double sum = 0;
      for (int i = 0; i < origins.length; i++) {
        sum += figure.of(series.values()[origins[i] + h], i * Method.HORIZON + h);
      }
      means.add(sum / origins.length);
    }
    return means;
  }

  /** The mean over the lead times. */
  public static double mean(List<Double> byLead) {
    return byLead.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
