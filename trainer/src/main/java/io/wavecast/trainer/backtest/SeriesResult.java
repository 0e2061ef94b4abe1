package io.wavecast.trainer.backtest;

import java.util.Map;

/**
 * What a backtest found on one series.
 *
 * @param group the series' group
 * @param series its name
 * @param origins how many forecasts each method made
 * @param period steps of the season that a window holds; 0 for none
 * @param stepError mean absolute difference of neighbouring values: the unit of MASE
 * @param byMethod the measures by the method's name, in the order given; always with "naive"
 */
public record SeriesResult(
    String group,
    String series,
    int origins,
    int period,
    double stepError,
    Map<String, Measures> byMethod) {

  /** Mean absolute error of a method over all lead times. */
  public double mae(String method) {
    return Measures.mean(of(method).mae());
  }

  /** Error in units of what repeating the last value makes; 1 when both are 0. */
  public double toNaive(String method) {
    return ratio(mae(method), mae(Backtest.NAIVE));
  }

  /** Error in units of the better of naive and seasonal naive, chosen on the complete series. */
  public double toBetter(String method) {
    return ratio(mae(method), Math.min(mae(Backtest.NAIVE), mae(Backtest.SEASONAL)));
  }

  /** Mean absolute scaled error (Hyndman and Koehler, 2006), by neighbouring values. */
  public double mase(String method) {
    return ratio(mae(method), stepError);
  }

  /**
   * The measures of a method.
   *
   * @throws IllegalArgumentException when the backtest has no method of this name
   */
  public Measures of(String method) {
    Measures measures = byMethod.get(method);
    if (measures == null) {
      throw new IllegalArgumentException("the backtest has no method '" + method + "'");
    }
    return measures;
  }

  /** True when the method does not apply here: seasonal, where no window holds a season. */
  boolean isInapplicable(String method) {
    return period == 0 && method.equals(Backtest.SEASONAL);
  }

  /** True for a series without change, whose ratios are undefined. */
  public boolean isFlat() {
    return mae(Backtest.NAIVE) == 0;
  }

  private static double ratio(double error, double unit) {
    return error == unit ? 1 : error / unit;
  }
}
