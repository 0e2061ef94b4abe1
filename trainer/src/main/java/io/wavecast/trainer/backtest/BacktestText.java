package io.wavecast.trainer.backtest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.trainer.run.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A backtest's figures as text: the leaderboard by group, and what changes with the lead time.
 *
 * @param results at least one
 */
public record BacktestText(List<SeriesResult> results) {
  public BacktestText {
    results = List.copyOf(results);
  }

  /** Two tables in Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder(new Leaderboard(results).markdown());
    int origins = results.stream().mapToInt(SeriesResult::origins).sum();
    add(
        text,
        "%nMeans over %d series, %,d origins. By lead time, in units of",
        results.size(),
        origins);
    add(text, " each series' mean change from value to value:%n%n");
    add(
        text,
        "| method | lead time | absolute error | pinball loss | interval covers | its width |%n");
    add(text, "|---|---|---|---|---|---|%n");
    for (String method : results.get(0).byMethod().keySet()) {
      for (int lead : new int[] {1, 2, 5, 10}) {
        add(text, "| %s | %d | %.3f |", method, lead, scaled(method, Measures::mae, lead));
        add(text, " %s |", optional("%.3f", scaled(method, Measures::pinball, lead)));
        add(text, " %s |", optional("%.1f %%", 100 * plain(method, Measures::coverage, lead)));
        add(text, " %s |%n", optional("%.2f", scaled(method, Measures::width, lead)));
      }
    }
    return text.toString();
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

  private static String optional(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }

  /** Every series and method, with every lead time. */
  public String json() {
    return JsonText.object(
        json -> {
          json.writeArrayFieldStart("series");
          for (SeriesResult result : results) {
            write(json, result);
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, SeriesResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("group", result.group());
    json.writeStringField("series", result.series());
    json.writeNumberField("origins", result.origins());
    json.writeArrayFieldStart("methods");
    for (Map.Entry<String, Measures> entry : result.byMethod().entrySet()) {
      Measures m = entry.getValue();
      json.writeStartObject();
      json.writeStringField("method", entry.getKey());
      json.writeNumberField("toNaive", result.toNaive(entry.getKey()));
      json.writeNumberField("toBetter", result.toBetter(entry.getKey()));
      json.writeNumberField("mase", result.mase(entry.getKey()));
      JsonText.numbers(json, "mae", m.mae());
      JsonText.numbers(json, "smape", m.smape());
      if (!Double.isNaN(Measures.mean(m.coverage()))) {
        JsonText.numbers(json, "pinball", m.pinball());
        JsonText.numbers(json, "coverage", m.coverage());
        JsonText.numbers(json, "width", m.width());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
