package io.wavecast.service.csv;

import io.wavecast.core.text.CsvRows;
import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.onnx.support.CsvFile;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the observations of a CSV file, one at a time. A row holds a time and a value, and where
 * the header names such columns, a series and labels, of which an empty one counts as absent; the
 * first row may be a header ({@link CsvRows#isHeader}). Not thread-safe.
 */
public final class CsvSeries implements AutoCloseable {
  private final Path file;
  private final String series;
  private final CsvReading reading;
  private final CsvFile rows;
  private Columns.@Nullable Indices indices;

  private CsvSeries(Path file, String series, CsvReading reading, CsvFile rows) {
    this.file = file;
    this.series = series;
    this.reading = reading;
    this.rows = rows;
  }

  static CsvSeries open(Path file, String series, CsvReading reading) {
    if (!Files.isRegularFile(file)) {
      throw new CsvException("file not found: " + file);
    }
    try {
      return new CsvSeries(file, series, reading, new CsvFile(file));
    } catch (IOException e) {
      throw new CsvException("cannot read " + file + ": " + Throwables.reason(e), e);
    }
  }

  /** The series key that a file name stands for: the name without {@code .csv}. */
  public static String keyOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
  }

  /**
   * Reads the next observation.
   *
   * @return the next observation, or null at the end of the file
   * @throws CsvException when a row is no observation, or the check refuses it, and such rows are
   *     refused; the message names file and line
   */
  public @Nullable Observation next() {
    List<String> fields = nextRow();
    Columns.Indices at = indices;
    if (fields != null && at == null) {
      at = reading.columns().in(fields, file);
      indices = at;
      if (CsvRows.isHeader(fields.get(at.timestamp()))) {
        fields = nextRow();
      }
    }
    while (fields != null && at != null) {
      try {
        return observation(fields, at);
      } catch (CsvException e) {
        reading.badRows().accept(e);
        fields = nextRow();
      }
    }
    return null;
  }

  /** The characters read so far: bytes if the file is plain ASCII. */
  public long charsRead() {
    return rows.chars();
  }

  private @Nullable List<String> nextRow() {
    try {
      return rows.next();
    } catch (IOException e) {
      throw new CsvException("cannot read " + file + ": " + Throwables.reason(e), e);
    }
  }

  private Observation observation(List<String> fields, Columns.Indices at) {
    if (fields.size() <= at.last()) {
      throw rows.bad(
          "must have a time and a value, got: '" + CsvRows.shorten(String.join(",", fields)) + "'");
    }
    String key = at.series() < 0 ? series : fields.get(at.series());
    long time = rows.time(fields.get(at.timestamp()));
    double value = rows.number(fields.get(at.value()));
    Observation row;
    try {
      row = new Observation(key, time, value, at.labels(fields));
    } catch (BadRecordException e) {
      throw rows.bad(String.valueOf(e.getMessage()));
    }
    Optional<String> wrong = reading.check().apply(row);
    if (wrong.isPresent()) {
      throw rows.bad(wrong.get());
    }
    return row;
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw new CsvException("cannot close " + file + ": " + Throwables.reason(e), e);
    }
  }
}
