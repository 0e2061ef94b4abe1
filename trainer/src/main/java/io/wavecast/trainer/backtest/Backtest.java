package io.wavecast.trainer.backtest;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.recorded.RecordedData;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rolling-origin backtest: forecasts recorded series from many origins, each with the 50 values
 * before it:
 *
 * <pre>
 * |------------ 50 ------------|-- 10 --|
 *        |------------ 50 ------------|-- 10 --|        every {@code stride} steps
 * </pre>
 *
 * @param methods what is compared; naive and seasonal naive are always among them
 * @param stride steps between two origins, at least 1
 * @param last the share of each series, at its end, that is forecast, in (0, 1]
 */
public record Backtest(List<Method> methods, int stride, double last) {
  static final String NAIVE = SimpleMethod.NAIVE.label();
  static final String SEASONAL = SimpleMethod.SEASONAL.label();

  /** The shortest series that has an origin. */
  public static final int SHORTEST = WindowSet.EXAMPLE;

  public Backtest {
    if (stride < 1) {
      throw new IllegalArgumentException("stride must be at least 1, got: " + stride);
    }
    if (!(last > 0 && last <= 1)) {
      throw new IllegalArgumentException("last must be in (0, 1], got: " + last);
    }
    List<Method> all = new ArrayList<>(List.of(SimpleMethod.values()));
    methods.stream().filter(m -> !all.contains(m)).forEach(all::add);
    methods = List.copyOf(all);
  }

  /**
   * Runs every method on every series of at least {@value WindowSet#EXAMPLE} values.
   *
   * @param done called with each series when it is finished
   */
  public List<SeriesResult> run(List<RecordedSeries> series, Consumer<SeriesResult> done) {
    List<SeriesResult> results = new ArrayList<>();
    for (RecordedSeries each : series) {
      if (each.size() >= SHORTEST) {
        SeriesResult result = run(each);
        results.add(result);
        done.accept(result);
      }
    }
    return results;
  }

  private SeriesResult run(RecordedSeries series) {
    int first = RecordedData.firstOrigin(series.size(), last);
    int[] origins = new int[(series.size() - WindowSet.HORIZON - first) / stride + 1];
    for (int i = 0; i < origins.length; i++) {
      origins[i] = first + i * stride;
    }
    return measure(series, origins, methods);
  }

  /**
   * Runs methods on one series.
   *
   * @param origins indexes of the first value to forecast, ascending
   * @param methods with naive and seasonal naive among them
   */
  public static SeriesResult measure(RecordedSeries series, int[] origins, List<Method> methods) {
    Map<String, Measures> byMethod = new LinkedHashMap<>();
    for (Method method : methods) {
      byMethod.put(method.label(), Measures.of(method.forecast(series, origins), series, origins));
    }
    return new SeriesResult(
        series.group(),
        series.name(),
        origins.length,
        SimpleMethod.period(series),
        stepError(series.values()),
        byMethod);
  }

  private static double stepError(float[] x) {
    double sum = 0;
    for (int t = 1; t < x.length; t++) {
      sum += Math.abs((double) x[t] - x[t - 1]);
    }
    return sum / (x.length - 1);
  }
}
