package io.wavecast.trainer.backtest;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.run.Figures;
import io.wavecast.trainer.run.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A backtest's figures as text: the leaderboard by group, and what changes with the lead time.
 *
 * @param results at least one
 * @param last the share of each series, at its end, that was forecast
 */
public record BacktestText(List<SeriesResult> results, double last) {
  public BacktestText {
    results = List.copyOf(results);
  }

  /** Two tables in Markdown, and what they leave out. */
  public String markdown() {
    Markdown page = new Markdown();
    List<SeriesResult> moving = results.stream().filter(r -> !r.isFlat()).toList();
    if (!moving.isEmpty()) {
      addTables(page, moving);
    }
    results.stream().filter(SeriesResult::isFlat).forEach(r -> addFlat(page, r));
    return page.toString().stripTrailing() + "\n";
  }

  private void addTables(Markdown page, List<SeriesResult> moving) {
    addLeaderboard(page, moving);
    int origins = moving.stream().mapToInt(SeriesResult::origins).sum();
    page.paragraph(
            "Means over %d series, %,d origins in %s. By lead time, in units of each series' mean"
                + " change from value to value:",
            moving.size(), origins, part())
        .table(
            "method",
            "lead time",
            "absolute error",
            "pinball loss",
            "interval covers",
            "its width");
    for (String method : moving.get(0).byMethod().keySet()) {
      if (moving.stream().allMatch(r -> r.isInapplicable(method))) {
        continue;
      }
      for (int lead : new int[] {1, 2, 5, 10}) {
        int at = lead - 1;
        page.row(
            method,
            Integer.toString(lead),
            Markdown.decimal(3, mean(moving, r -> r.of(method).mae().get(at) / r.stepError())),
            Markdown.decimal(3, mean(moving, r -> r.of(method).pinball().get(at) / r.stepError())),
            Markdown.percent(mean(moving, r -> r.of(method).coverage().get(at))),
            Markdown.decimal(2, mean(moving, r -> r.of(method).width().get(at) / r.stepError())));
      }
    }
    long none = moving.stream().filter(r -> r.period() == 0).count();
    if (none > 0) {
      page.paragraph(
          "No day, week or year fits the window of %d values in %d of %d series: seasonal naive is"
              + " naive there, and no stronger yardstick.",
          WindowSet.WINDOW, none, moving.size());
    }
  }

  /** By group and method: means over series, each counting the same. */
  private static void addLeaderboard(Markdown page, List<SeriesResult> moving) {
    page.table(
        "group",
        "series",
        "method",
        "to naive",
        "to better of naive and seasonal",
        "MASE",
        "sMAPE",
        "interval covers");
    Map<String, List<SeriesResult>> groups = new LinkedHashMap<>();
    moving.forEach(r -> groups.computeIfAbsent(r.group(), g -> new ArrayList<>()).add(r));
    if (groups.size() > 1) {
      groups.put("all", moving);
    }
    groups.forEach(
        (group, series) -> {
          for (String method : series.get(0).byMethod().keySet()) {
            boolean isInapplicable = series.stream().allMatch(r -> r.isInapplicable(method));
            List<SeriesResult> applicable = isInapplicable ? List.of() : series;
            page.row(
                group,
                Integer.toString(series.size()),
                method,
                Markdown.decimal(3, mean(applicable, r -> r.toNaive(method))),
                Markdown.decimal(3, mean(applicable, r -> r.toBetter(method))),
                Markdown.decimal(3, mean(applicable, r -> r.mase(method))),
                Markdown.percent(mean(applicable, r -> Measures.mean(r.of(method).smape())) / 100),
                Markdown.percent(mean(applicable, r -> Measures.mean(r.of(method).coverage()))));
          }
        });
  }

  /** A series without a unit: its errors as they are. */
  private void addFlat(Markdown page, SeriesResult result) {
    page.paragraph(
            "%s/%s never moves, in single precision, in %s: naive's error is 0, so that MASE and"
                + " ratios are not defined. Mean absolute errors over %,d origins:",
            result.group(), result.series(), part(), result.origins())
        .table("method", "MAE", "MASE");
    for (String method : result.byMethod().keySet()) {
      page.row(method, String.format(Locale.ROOT, "%.4g", result.mae(method)), "-");
    }
  }

  private String part() {
    String percent = Markdown.decimal(1, 100 * last).replace(".0", "");
    return last == 1 ? "all of each series" : "the last %s %% of each series".formatted(percent);
  }

  /** The mean over series; NaN without one. */
  private static double mean(List<SeriesResult> series, ToDoubleFunction<SeriesResult> figure) {
    return series.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  /** Every series and method, with every lead time. */
  public String json() {
    return new Figures()
        .put("last", last)
        .put("series", results.stream().map(BacktestText::figures).toList())
        .json();
  }

  private static Figures figures(SeriesResult result) {
    return new Figures()
        .put("group", result.group())
        .put("series", result.series())
        .put("origins", result.origins())
        .put("period", result.period())
        .put(
            "methods",
            result.byMethod().entrySet().stream()
                .map(method -> figures(result, method.getKey(), method.getValue()))
                .toList());
  }

  /** Ratios are null where the series is constant. */
  private static Figures figures(SeriesResult result, String method, Measures measures) {
    boolean isFlat = result.isFlat();
    Figures figures =
        new Figures()
            .put("method", method)
            .put("toNaive", isFlat ? null : result.toNaive(method))
            .put("toBetter", isFlat ? null : result.toBetter(method))
            .put("mase", isFlat ? null : result.mase(method))
            .put("mae", measures.mae())
            .put("smape", measures.smape());
    if (!Double.isNaN(Measures.mean(measures.coverage()))) {
      figures
          .put("pinball", measures.pinball())
          .put("coverage", measures.coverage())
          .put("width", measures.width());
    }
    return figures;
  }
}
