package io.wavecast.service.csv;

import io.wavecast.onnx.support.CsvException;
import java.nio.file.Path;

/**
 * How CSV files are read.
 *
 * @param columns where they hold time, value, series and labels
 * @param badRows takes the rows that are no observations, and those that the check refuses
 * @param check checks the rows that are observations
 */
public record CsvReading(Columns columns, BadRows badRows, RowCheck check) {
  /** Columns are found by their usual names; every row must be an observation. */
  public static final CsvReading USUAL = new CsvReading(Columns.USUAL, BadRows.REFUSE);

  /** Any observation is taken. */
  public CsvReading(Columns columns, BadRows badRows) {
    this(columns, badRows, RowCheck.NONE);
  }

  /** The same columns and bad rows with another check. */
  public CsvReading with(RowCheck other) {
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
