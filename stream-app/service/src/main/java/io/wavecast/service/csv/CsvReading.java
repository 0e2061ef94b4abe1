package io.wavecast.service.csv;

import io.wavecast.onnx.support.CsvException;
import io.wavecast.schemas.forecast.Observation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How CSV files are read.
 *
 * @param columns where they hold time, value, series and labels
 * @param badRows takes the rows that are no observations, and those that the check refuses; each is
 *     then skipped, unless it throws
 * @param check says what is wrong with an observation; empty if nothing is
 */
public record CsvReading(
    Columns columns,
    Consumer<CsvException> badRows,
    Function<Observation, Optional<String>> check) {
  /** Ends the reading at the first row that is no observation. */
  public static final Consumer<CsvException> REFUSE =
      e -> {
        throw e;
      };

  /** Columns are found by their usual names; every row must be an observation. */
  public static final CsvReading USUAL = new CsvReading(Columns.USUAL, REFUSE);

  /** Any observation is taken. */
  public CsvReading(Columns columns, Consumer<CsvException> badRows) {
    this(columns, badRows, row -> Optional.empty());
  }

  /** The same columns and bad rows with another check. */
  public CsvReading with(Function<Observation, Optional<String>> other) {
    return new CsvReading(columns, badRows, other);
  }

  /**
   * Opens a file.
   *
   * @param file UTF-8
   * @param series the series key of observations whose row names none
   * @throws CsvException when there is no such file
   */
  public CsvSeries open(Path file, String series) {
    return CsvSeries.open(file, series, this);
  }
}
