package io.wavecast.benchmarks.report;

import static java.util.stream.Collectors.joining;

import io.wavecast.schemas.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Figures with a title, as Markdown for people and as JSON for programs. Not thread-safe. */
public final class Table {
  private final String title;
  private final String about;
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * @param about what was measured and how, in sentences
   */
  public Table(String title, String about, String... columns) {
    this.title = title;
    this.about = about;
    this.columns = List.of(columns);
  }

  /**
   * Adds a row.
   *
   * @param cells text or numbers, one for each column; NaN for what was not measured
   */
  public Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "%d cells for the columns %s".formatted(cells.length, columns));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** A section of a page. */
  public String markdown() {
    String head = "## %s%n%n%s%n%n".formatted(title, about);
    return head
        + Stream.concat(
                Stream.of(columns, columns.stream().map(column -> "---").toList()),
                rows.stream().map(row -> row.stream().map(Table::cell).toList()))
            .map(cells -> "| " + String.join(" | ", cells) + " |\n")
            .collect(joining());
  }

  /** For {@link JsonWriter}: each row is an object, with its columns as names. */
  public Map<String, @Nullable Object> json() {
    List<Map<String, @Nullable Object>> objects =
        rows.stream()
            .map(
                row -> {
                  Object[] fields = new Object[2 * row.size()];
                  for (int i = 0; i < row.size(); i++) {
                    fields[2 * i] = columns.get(i);
                    fields[2 * i + 1] = row.get(i);
                  }
                  return JsonWriter.fields(fields);
                })
            .toList();
    return JsonWriter.fields("title", title, "about", about, "rows", objects);
  }

  private static String cell(Object value) {
    if (!(value instanceof Double number)) {
      return value instanceof Integer n ? "%,d".formatted(n) : value.toString();
    }
    if (number.isNaN()) {
      return "";
    }
    int places = Math.abs(number) >= 1000 ? 0 : Math.abs(number) >= 100 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + places + "f", number);
  }
}
