package io.wavecast.trainer.backtest;

import static io.wavecast.trainer.backtest.Leaderboard.number;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.run.Figures;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

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
    StringBuilder text = new StringBuilder();
    List<SeriesResult> moving = results.stream().filter(r -> !r.isFlat()).toList();
    if (!moving.isEmpty()) {
      tables(text, moving);
    }
    results.stream().filter(SeriesResult::isFlat).forEach(r -> flat(text, r));
    return text.toString();
  }

  private void tables(StringBuilder text, List<SeriesResult> moving) {
    text.append(new Leaderboard(moving).markdown());
    int origins = moving.stream().mapToInt(SeriesResult::origins).sum();
    add(text, "%nMeans over %d series, %,d origins in %s. By", moving.size(), origins, part());
    add(text, " lead time, in units of each series' mean change from value to value:%n%n");
    add(
        text,
        "| method | lead time | absolute error | pinball loss | interval covers | its width |%n");
    add(text, "|---|---|---|---|---|---|%n");
    for (String method : moving.get(0).byMethod().keySet()) {
      if (moving.stream().allMatch(r -> r.isSilent(method))) {
        continue;
      }
      for (int lead : new int[] {1, 2, 5, 10}) {
        add(text, "| %s | %d |", method, lead);
        add(text, " %s |", number("%.3f", scaled(method, Measures::mae, lead)));
        add(text, " %s |", number("%.3f", scaled(method, Measures::pinball, lead)));
        add(text, " %s |", number("%.1f %%", 100 * plain(method, Measures::coverage, lead)));
        add(text, " %s |%n", number("%.2f", scaled(method, Measures::width, lead)));
      }
    }
    long none = moving.stream().filter(r -> r.period() == 0).count();
    if (none > 0) {
      add(text, "%nNo day, week or year fits the window of %d values in", WindowSet.WINDOW);
      add(text, " %d of %d series: seasonal naive", none, moving.size());
      add(text, " is naive there, and no stronger yardstick.%n");
    }
  }

  /** A series without a unit: its errors as they are. */
  private void flat(StringBuilder text, SeriesResult result) {
    add(
        text,
        "%n%s/%s never moves, in single precision, in %s:",
        result.group(),
        result.series(),
        part());
    add(text, " naive's error is 0, so that MASE and ratios are not defined.");
    add(text, " Mean absolute errors over %,d origins:%n%n", result.origins());
    add(text, "| method | MAE | MASE |%n|---|---|---|%n");
    for (String method : result.byMethod().keySet()) {
      add(text, "| %s | %.4g | - |%n", method, result.mae(method));
    }
  }

  private String part() {
    String percent = String.format(Locale.ROOT, "%.1f", 100 * last).replace(".0", "");
    return last == 1 ? "all of each series" : "the last %s %% of each series".formatted(percent);
  }

  /** Mean over the series that move, in units of their mean change. */
  private double scaled(String method, Function<Measures, List<Double>> figure, int lead) {
    return results.stream()
        .filter(r -> !r.isFlat())
        .mapToDouble(r -> figure.apply(r.of(method)).get(lead - 1) / r.stepError())
        .average()
        .orElse(Double.NaN);
  }

  private double plain(String method, Function<Measures, List<Double>> figure, int lead) {
    return results.stream()
        .filter(r -> !r.isFlat())
        .mapToDouble(r -> figure.apply(r.of(method)).get(lead - 1))
        .average()
        .orElse(Double.NaN);
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
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
