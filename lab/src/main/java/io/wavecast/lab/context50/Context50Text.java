package io.wavecast.lab.context50;

import io.wavecast.lab.context50.Context50.Row;
import io.wavecast.trainer.backtest.Measures;
import io.wavecast.trainer.run.Figures;
import io.wavecast.trainer.run.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The suite's table: means over the series of a group, each counting the same.
 *
 * @param rows at least one
 */
public record Context50Text(List<Row> rows) {
  public Context50Text {
    rows = List.copyOf(rows);
  }

  private Map<String, List<Row>> groups() {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      if (!row.result().isFlat()) {
        groups.computeIfAbsent(row.result().group(), g -> new ArrayList<>()).add(row);
      }
    }
    return groups;
  }

  /** A table in Markdown. */
  public String markdown() {
    Markdown page = new Markdown();
    page.table(
        "group",
        "series",
        "origins",
        "method",
        "MASE",
        "to better of naive and seasonal",
        "WQL",
        "90 % interval covers");
    groups()
        .forEach(
            (group, of) -> {
              for (String method : of.get(0).result().byMethod().keySet()) {
                page.row(
                    group,
                    Integer.toString(of.size()),
                    Integer.toString(of.stream().mapToInt(r -> r.result().origins()).sum()),
                    method,
                    Markdown.decimal(3, mean(of, r -> r.result().mase(method))),
                    Markdown.decimal(3, mean(of, r -> r.result().toBetter(method))),
                    Markdown.decimal(4, mean(of, r -> loss(r, method))),
                    Markdown.percent(mean(of, r -> coverage(r, method))));
              }
            });
    long flat = rows.stream().filter(r -> r.result().isFlat()).count();
    if (flat > 0) {
      page.paragraph("%d series that never move are left out.", flat);
    }
    return page.toString().stripTrailing() + "\n";
  }

  /** The same as JSON. */
  public String json() {
    List<Figures> all = new ArrayList<>();
    groups()
        .forEach(
            (group, of) -> {
              for (String method : of.get(0).result().byMethod().keySet()) {
                all.add(
                    new Figures()
                        .put("group", group)
                        .put("series", of.size())
                        .put("method", method)
                        .put("mase", mean(of, r -> r.result().mase(method)))
                        .put("toBetter", mean(of, r -> r.result().toBetter(method)))
                        .put("wql", orNull(mean(of, r -> loss(r, method))))
                        .put("coverage", orNull(mean(of, r -> coverage(r, method)))));
              }
            });
    return new Figures().put("suite", "context50").put("rows", all).json();
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** Quantile loss in units of the series' mean absolute value. */
  private static double loss(Row row, String method) {
    return Measures.mean(row.result().of(method).pinball()) / row.size();
  }

  private static double coverage(Row row, String method) {
    return Measures.mean(row.result().of(method).coverage());
  }

  private static double mean(List<Row> rows, ToDoubleFunction<Row> figure) {
    return rows.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }
}
