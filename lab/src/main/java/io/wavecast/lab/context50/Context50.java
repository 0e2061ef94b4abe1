package io.wavecast.lab.context50;

import io.wavecast.lab.classical.WindowMethod;
import io.wavecast.trainer.backtest.Backtest;
import io.wavecast.trainer.backtest.Method;
import io.wavecast.trainer.backtest.SeriesResult;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rolling origins on public series, 50 values in and 10 out: at most {@value #ORIGINS} origins a
 * series, evenly over the last 30 % of it, and at most {@value #SERIES} series a group, evenly over
 * them.
 *
 * @param methods what is compared with naive, seasonal naive, theta and automatic exponential
 *     smoothing
 */
public record Context50(List<Method> methods) {
  static final int ORIGINS = 20;
  static final int SERIES = 100;
  private static final double LAST = 0.3;

  public Context50 {
    List<Method> all = new ArrayList<>(List.of(WindowMethod.values()));
    all.addAll(methods);
    methods = List.copyOf(all);
  }

  /**
   * What was found on a series.
   *
   * @param result errors by method
   * @param size mean absolute value of what was forecast: the unit of the weighted quantile loss
   */
  public record Row(SeriesResult result, double size) {}

  /**
   * Runs every method on the series that hold a window and what follows it.
   *
   * @param done called with each series when it is finished
   */
  public List<Row> run(List<RecordedSeries> series, Consumer<SeriesResult> done) {
    List<Row> rows = new ArrayList<>();
    for (RecordedSeries each : chosen(series)) {
      int[] origins = origins(each.size());
      SeriesResult result = Backtest.measure(each, origins, methods);
      rows.add(new Row(result, size(each, origins)));
      done.accept(result);
    }
    return rows;
  }

  /** The series of these that are measured. */
  public static List<RecordedSeries> chosen(List<RecordedSeries> series) {
    Map<String, List<RecordedSeries>> groups = new LinkedHashMap<>();
    series.stream()
        .filter(s -> s.size() >= WindowSet.EXAMPLE)
        .forEach(s -> groups.computeIfAbsent(s.group(), g -> new ArrayList<>()).add(s));
    List<RecordedSeries> chosen = new ArrayList<>();
    for (List<RecordedSeries> group : groups.values()) {
      int n = Math.min(SERIES, group.size());
      for (int i = 0; i < n; i++) {
        chosen.add(group.get((int) ((long) i * group.size() / n)));
      }
    }
    return chosen;
  }

  /** Indexes of the first value to forecast, ascending. */
  static int[] origins(int size) {
    int last = size - WindowSet.HORIZON;
    int first = Math.max(WindowSet.WINDOW, Math.min(last, (int) (size * (1 - LAST))));
    int n = Math.min(ORIGINS, last - first + 1);
    int[] origins = new int[n];
    for (int i = 0; i < n; i++) {
      origins[i] = n == 1 ? last : first + (int) ((long) i * (last - first) / (n - 1));
    }
    return origins;
  }

  private static double size(RecordedSeries series, int[] origins) {
    double sum = 0;
    for (int origin : origins) {
      for (int h = 0; h < WindowSet.HORIZON; h++) {
        sum += Math.abs(series.values()[origin + h]);
      }
    }
    return sum / (origins.length * WindowSet.HORIZON);
  }
}
