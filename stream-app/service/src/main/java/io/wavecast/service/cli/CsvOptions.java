package io.wavecast.service.cli;

import io.wavecast.service.csv.Columns;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The CSV files that a command reads. */
final class CsvOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "CSV files with a time and a value per line, or folders of them. Times are ISO 8601 (UTC"
            + " without an offset) or numbers since the epoch: seconds below 1e11, else ms.",
        "A file is one series; its name without .csv is the series key."
      })
  List<Path> paths = List.of();

  @Option(
      names = "--time-column",
      paramLabel = "NAME",
      description = "Column of the time. Default: timestamp, time or date, else the first.")
  @Nullable String timeColumn;

  @Option(
      names = "--value-column",
      paramLabel = "NAME",
      description = "Column of the value. Default: value or y, else the second of two.")
  @Nullable String valueColumn;

  Columns columns() {
    return new Columns(Optional.ofNullable(timeColumn), Optional.ofNullable(valueColumn));
  }
}
