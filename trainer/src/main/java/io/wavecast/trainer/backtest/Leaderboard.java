package io.wavecast.trainer.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A backtest's figures by group and method: means over series, each series counting the same.
 * Series that never move are left out, since they have no unit. A figure that is not there, since
 * no series of the group has a season, is NaN.
 */
public final class Leaderboard {

  /**
   * One line.
   *
   * @param group the group, or "all"
   * @param series how many series
   * @param method the method
   * @param toNaive error in units of the naive one
   * @param toBetter error in units of the better of naive and seasonal naive
   * @param mase mean absolute scaled error
   * @param smape in per cent, 0..200
   * @param coverage share of values inside the outermost quantiles; NaN without quantiles
   */
  public record Line(
      String group,
      int series,
      String method,
      double toNaive,
      double toBetter,
      double mase,
      double smape,
      double coverage) {}

  private final List<Line> lines = new ArrayList<>();

  public Leaderboard(List<SeriesResult> results) {
    Map<String, List<SeriesResult>> groups = new LinkedHashMap<>();
    for (SeriesResult result : results) {
      if (!result.isFlat()) {
        groups.computeIfAbsent(result.group(), g -> new ArrayList<>()).add(result);
      }
    }
    if (groups.size() > 1) {
      groups.put("all", groups.values().stream().flatMap(List::stream).toList());
    }
    groups.forEach(this::add);
  }

  private void add(String group, List<SeriesResult> results) {
    for (String method : results.get(0).byMethod().keySet()) {
      if (results.stream().allMatch(r -> r.isSilent(method))) {
        double none = Double.NaN;
        lines.add(new Line(group, results.size(), method, none, none, none, none, none));
        continue;
      }
      lines.add(
          new Line(
              group,
              results.size(),
              method,
              mean(results, r -> r.toNaive(method)),
              mean(results, r -> r.toBetter(method)),
              mean(results, r -> r.mase(method)),
              mean(results, r -> Measures.mean(r.of(method).smape())),
              mean(results, r -> Measures.mean(r.of(method).coverage()))));
    }
  }

  private static double mean(List<SeriesResult> results, ToDoubleFunction<SeriesResult> figure) {
    return results.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  /** The lines, group by group, "all" last. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** A table in Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| group | series | method | to naive | to better of naive and seasonal ");
    text.append("| MASE | sMAPE | interval covers |\n|---|---|---|---|---|---|---|---|\n");
    for (Line line : lines) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %s | %s | %s | %s | %s | %s |%n",
              line.group(),
              line.series(),
              line.method(),
              number("%.3f", line.toNaive()),
              number("%.3f", line.toBetter()),
              number("%.3f", line.mase()),
              number("%.1f %%", line.smape()),
              number("%.1f %%", 100 * line.coverage())));
    }
    return text.toString();
  }

  /** A cell of a table; a dash for what is not there. */
  static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }
}
