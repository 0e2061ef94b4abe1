package io.wavecast.service.cli;

import io.wavecast.config.InputKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.service.csv.Columns;
import io.wavecast.service.csv.CsvReading;
import io.wavecast.service.runtime.ShutdownSignal;
import io.wavecast.service.topics.ObservationTopic;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The CSV files that a command reads. */
final class CsvOptions {
  /** Skipped rows that are named. */
  private static final int MAX_REPORTED = 5;

  /** Where observations that are sent hold labels. */
  private static final String SENT_LABELS = "/labels";

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
      description =
          "Column of the time. Default: timestamp, time or date, else the first where no other is"
              + " left.")
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
      names = "--label-columns",
      paramLabel = "NAME",
      split = ",",
      description =
          "Columns of labels, separated by commas: the name of a column is that of the label, an"
              + " empty field is no label, and labels apply to their series from their row on."
              + " Patterns of rules, routes and calendars can use them. Default: none.")
  List<String> labelColumns = List.of();

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
   * @throws UsageException when the name of a label is not allowed
   */
  CsvReading reading(Consumer<String> tell) {
    try {
      Columns columns =
          new Columns(
              Optional.ofNullable(timeColumn),
              Optional.ofNullable(valueColumn),
              Optional.ofNullable(seriesColumn),
              labelColumns);
      return new CsvReading(columns, skipBadRows ? e -> skip(e, tell) : CsvReading.REFUSE);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--label-columns: " + e.getMessage(), e);
    }
  }

  /**
   * How the files are read to check them before they are read for good: rows that are skipped are
   * neither counted nor told of.
   *
   * @param reading for good
   */
  CsvReading trial(CsvReading reading) {
    return new CsvReading(reading.columns(), skipBadRows ? e -> {} : CsvReading.REFUSE);
  }

  /**
   * Says where labels are sent to, unless the settings read them there.
   *
   * @param tell takes the line
   */
  void tellOfLabels(Settings settings, Consumer<String> tell) {
    String read = String.valueOf(PipelineSettings.format(settings).labels());
    if (!labelColumns.isEmpty() && !read.equals(SENT_LABELS)) {
      tell.accept(
          "labels are sent in the field %1$s of each record; that is not where %2$s says"
              .formatted(SENT_LABELS, InputKeys.INPUTS.name()));
    }
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

  /**
   * Says that a file holds no value, where it is one of several.
   *
   * @param values that were read of it
   * @param files how many there are
   * @param tell takes the line
   */
  static void tellIfEmpty(Path file, long values, int files, Consumer<String> tell) {
    if (values == 0 && files > 1) {
      tell.accept(file + ": no value was read");
    }
  }

  /**
   * Checks that a command had something to do.
   *
   * @param values that were read of all files and topics
   * @throws CsvException if there are none, unless the command was interrupted
   */
  void requireValues(long values, ShutdownSignal shutdown) {
    if (values == 0 && !shutdown.isRequested()) {
      throw new CsvException(
          "no value was read: %s%s"
              .formatted(
                  paths.stream().map(CsvOptions::text).collect(Collectors.joining(", ")),
                  skipped == 0 ? "" : "; rows skipped: " + skipped));
    }
  }

  private static String text(Path path) {
    return ObservationTopic.nameOf(path).map("kafka://"::concat).orElse(path.toString());
  }

  /** The number of rows skipped. */
  long skipped() {
    return skipped;
  }
}
