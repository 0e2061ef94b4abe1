package io.wavecast.trainer.holdouts;

import io.wavecast.trainer.backtest.Measures;
import io.wavecast.trainer.backtest.SeriesResult;
import io.wavecast.trainer.run.Figures;
import io.wavecast.trainer.run.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hold-outs' tables: means over the series of a group, then over the groups, each counting the
 * same.
 *
 * @param seeds which series
 * @param results of at least one series
 */
public record HoldOutsText(List<Long> seeds, List<SeriesResult> results) {
  private static final String MEAN = "mean";

  public HoldOutsText {
    seeds = List.copyOf(seeds);
    results = List.copyOf(results);
  }

  /** Two tables in Markdown: errors, and the coverage of the methods with quantiles. */
  public String markdown() {
    Markdown page =
        new Markdown()
            .paragraph(
                "Mean absolute error to the better of naive and seasonal naive; %,d series, seed"
                    + " %s.",
                results.size(),
                seeds.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    page.table(header());
    methods().forEach(m -> page.row(cells(m, toBetter(m), v -> Markdown.decimal(3, v))));
    page.paragraph("Values inside the 90 %% interval:");
    page.table(header());
    withQuantiles().forEach(m -> page.row(cells(m, coverage(m), Markdown::percent)));
    return page.toString().stripTrailing() + "\n";
  }

  /** The same as JSON. */
  public String json() {
    List<Figures> rows = new ArrayList<>();
    methods().forEach(m -> rows.add(figures(m, "toBetter", toBetter(m))));
    withQuantiles().forEach(m -> rows.add(figures(m, "coverage", coverage(m))));
    return new Figures()
        .put("suite", "hold-outs")
        .put("seeds", seeds)
        .put("series", results.size())
        .put("rows", rows)
        .json();
  }

  private static Figures figures(String method, String measure, Map<String, Double> row) {
    return new Figures()
        .put("method", method)
        .put("measure", measure)
        .put("groups", row)
        .put(MEAN, mean(row));
  }

  private Stream<String> methods() {
    return results.get(0).byMethod().keySet().stream();
  }

  private Stream<String> withQuantiles() {
    return methods().filter(m -> !Double.isNaN(mean(coverage(m))));
  }

  private Map<String, Double> toBetter(String method) {
    return byGroup(result -> result.toBetter(method));
  }

  private Map<String, Double> coverage(String method) {
    return byGroup(result -> Measures.mean(result.of(method).coverage()));
  }

  private Map<String, Double> byGroup(ToDoubleFunction<SeriesResult> figure) {
    return results.stream()
        .collect(
            Collectors.groupingBy(
                SeriesResult::group, LinkedHashMap::new, Collectors.averagingDouble(figure)));
  }

  private static double mean(Map<String, Double> row) {
    return row.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private String[] header() {
    List<String> cells = new ArrayList<>(List.of("method"));
    results.stream().map(SeriesResult::group).distinct().forEach(cells::add);
    cells.add(MEAN);
    return cells.toArray(String[]::new);
  }

  private static String[] cells(
      String method, Map<String, Double> row, DoubleFunction<String> text) {
    List<String> cells = new ArrayList<>(List.of(method));
    row.values().forEach(value -> cells.add(text.apply(value)));
    cells.add(text.apply(mean(row)));
    return cells.toArray(String[]::new);
  }
}
