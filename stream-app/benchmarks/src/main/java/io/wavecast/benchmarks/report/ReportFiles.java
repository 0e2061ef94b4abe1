package io.wavecast.benchmarks.report;

import static java.util.stream.Collectors.joining;

import io.wavecast.schemas.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of commands that write a report as Markdown and as JSON. */
public final class ReportFiles {
  @Option(names = "--out", defaultValue = ".", description = "Folder of the report.")
  private Path out = Path.of("");

  @Option(
      names = "--origin",
      description = "A line about where the figures are from, e.g. commit or machine.")
  private List<String> origin = new ArrayList<>();

  /** The lines about where the figures are from. */
  public List<String> origin() {
    return List.copyOf(origin);
  }

  /**
   * Writes {@code NAME.md} and {@code NAME.json}.
   *
   * @param notes lines above the tables
   * @param field of the notes in JSON
   * @return the Markdown
   */
  public String write(
      String name, String title, String field, List<String> notes, List<Table> tables)
      throws IOException {
    String markdown =
        "# %s\n\n".formatted(title)
            + notes.stream().map(line -> "- " + line + "\n").collect(joining())
            + tables.stream().map(table -> "\n" + table.markdown()).collect(joining());
    String json =
        JsonWriter.indented(
                JsonWriter.fields(
                    field, notes, "tables", tables.stream().map(Table::json).toList()))
            + "\n";
    Files.createDirectories(out);
    Files.writeString(out.resolve(name + ".md"), markdown);
    Files.writeString(out.resolve(name + ".json"), json);
    return markdown;
  }
}
