package io.wavecast.service.cli;

import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.service.csv.BadRows;
import io.wavecast.service.csv.Columns;
import io.wavecast.service.csv.CsvReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The CSV files that a command reads. */
final class CsvOptions {
  /** Skipped rows that are named. */
  private static final int MAX_REPORTED = 5;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "CSV files with a time and a value per line, or folders of them. Times are ISO 8601 (UTC"
            + " without an offset) or numbers since the epoch: seconds below 1e11, else ms.",
        "A file is one series, whose key is the file's name without .csv, unless a column"
            + " names the series of each row."
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

  @Option(
      names = "--series-column",
      paramLabel = "NAME",
      description =
          "Column of the series key, for files of several series. Default: series, if there is such"
              + " a column.")
  @Nullable String seriesColumn;

  @Option(
      names = "--skip-bad-rows",
      description =
          "Skip rows that are no observations, such as one without a value, and count them."
              + " Default: the first one ends the command.")
  boolean skipBadRows;

  private long skipped;

  /**
   * How the files are read.
   *
   * @param tell takes a line about each of the first rows that are skipped
   */
  CsvReading reading(Consumer<String> tell) {
    Columns columns =
        new Columns(
            Optional.ofNullable(timeColumn),
            Optional.ofNullable(valueColumn),
            Optional.ofNullable(seriesColumn));
    return new CsvReading(columns, skipBadRows ? e -> skip(e, tell) : BadRows.REFUSE);
  }

  /**
   * Reads each file as one series, whatever its columns are.
   *
   * @throws UsageException when a column of series is given
   */
  void readAsOneSeries() {
    if (seriesColumn != null) {
      throw new UsageException("--series does not go with --series-column");
    }
    seriesColumn = "";
  }

  private void skip(CsvException e, Consumer<String> tell) {
    skipped++;
    if (skipped <= MAX_REPORTED) {
      tell.accept("skipped: " + e.getMessage());
    } else if (skipped == MAX_REPORTED + 1) {
      tell.accept("further rows are skipped without a line");
    }
  }

  /** The number of rows skipped. */
  long skipped() {
    return skipped;
  }
}
