package io.wavecast.trainer.backtest;

import io.wavecast.trainer.backtest.Method.Forecasts;
import io.wavecast.trainer.recorded.RecordedSeries;
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

  /** Measures forecasts from these origins. */
  public static Measures of(Forecasts given, RecordedSeries series, int[] origins) {
    Sums mae = new Sums(origins.length);
    Sums smape = new Sums(origins.length);
    Sums pinball = new Sums(origins.length);
    Sums coverage = new Sums(origins.length);
    Sums width = new Sums(origins.length);
    int levels = given.levels().size();
    for (int i = 0; i < origins.length; i++) {
      for (int h = 0; h < Method.HORIZON; h++) {
        int at = i * Method.HORIZON + h;
        double y = series.values()[origins[i] + h];
        double f = given.points()[at];
        mae.add(h, Math.abs(y - f));
        double size = Math.abs(y) + Math.abs(f);
        smape.add(h, size == 0 ? 0 : 200 * Math.abs(y - f) / size);
        if (levels == 0) {
          pinball.add(h, Double.NaN);
          coverage.add(h, Double.NaN);
          width.add(h, Double.NaN);
          continue;
        }
        double lower = given.quantiles()[at * levels];
        double upper = given.quantiles()[at * levels + levels - 1];
        coverage.add(h, y >= lower && y <= upper ? 1 : 0);
        width.add(h, upper - lower);
        double loss = 0;
        for (int k = 0; k < levels; k++) {
          double q = given.levels().get(k);
          double e = y - given.quantiles()[at * levels + k];
          loss += 2 * Math.max(q * e, (q - 1) * e) / levels;
        }
        pinball.add(h, loss);
      }
    }
    return new Measures(
        mae.means(), smape.means(), pinball.means(), coverage.means(), width.means());
  }

  /** The mean over the lead times. */
  public static double mean(List<Double> byLead) {
    return byLead.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** Sums by lead time. */
  private static final class Sums {
    private final double[] sums = new double[Method.HORIZON];
    private final int count;

    Sums(int count) {
      this.count = count;
    }

    void add(int lead, double value) {
      sums[lead] += value;
    }

    List<Double> means() {
      return java.util.Arrays.stream(sums).mapToObj(sum -> sum / count).toList();
    }
  }
}
