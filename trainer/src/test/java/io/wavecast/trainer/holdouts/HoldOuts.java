package io.wavecast.trainer.holdouts;

import io.wavecast.trainer.backtest.Backtest;
import io.wavecast.trainer.backtest.Method;
import io.wavecast.trainer.backtest.SeriesResult;
import io.wavecast.trainer.backtest.SimpleMethod;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Synthetic series of eight groups, made by another generator than the mixture that the default
 * forecaster learns from. The seed decides all of them. {@value #WINDOWS} forecasts a series:
 *
 * <pre>
 * |------------ 50 ------------|-- 10 --|
 *                  |------------ 50 ------------|-- 10 --|        17 steps later
 * </pre>
 *
 * @param methods what is compared with naive, seasonal naive and smoothing
 */
public record HoldOuts(List<Method> methods) {
  /** The series that chose the weights of the default forecaster. */
  public static final long SEED = 777;

  /** Series in a group. */
  public static final int SERIES = 300;

  static final int WINDOWS = 8;
  private static final int APART = 17;
  private static final int LENGTH = WindowSet.EXAMPLE + WINDOWS * APART;

  public HoldOuts {
    List<Method> all =
        new ArrayList<>(List.of(SimpleMethod.NAIVE, SimpleMethod.SEASONAL, SimpleMethod.SMOOTHING));
    all.addAll(methods);
    methods = List.copyOf(all);
  }

  /**
   * Runs every method on new series.
   *
   * @param seeds at least one; {@link #SEED} gives the series that chose
   * @param series how many in each group for each seed, at least 1
   * @param begun called with the label of each group before it is measured
   */
  public List<SeriesResult> run(List<Long> seeds, int series, Consumer<String> begun) {
    int[] origins = new int[WINDOWS];
    for (int i = 0; i < WINDOWS; i++) {
      origins[i] = WindowSet.WINDOW + i * APART;
    }
    List<SeriesResult> results = new ArrayList<>();
    for (HoldOutGroup group : HoldOutGroup.ALL) {
      begun.accept(group.label());
      for (long seed : seeds) {
        for (RecordedSeries each : group.draw(series, LENGTH, seed)) {
          results.add(Backtest.measure(each, origins, methods));
        }
      }
    }
    return results;
  }
}
