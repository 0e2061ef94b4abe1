package io.wavecast.onnx.support;

import io.wavecast.core.text.CsvRows;
import io.wavecast.core.text.Timestamps;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file of times and values, row by row. Every error names the file and the line. Not
 * thread-safe.
 */
public final class CsvFile implements Closeable {
  private final Path file;
  private final CsvRows rows;
  private int width;

  /**
   * @param file UTF-8
   * @throws IOException when it cannot be opened
   */
  public CsvFile(Path file) throws IOException {
    this(file, Files.newBufferedReader(file));
  }

  /**
   * @param file what errors name
   * @param text what is read, closed with this
   */
  public CsvFile(Path file, BufferedReader text) {
    this.file = file;
    this.rows = new CsvRows(text);
  }

  /** All {@code .csv} files below a folder, in the order of their paths. */
  public static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(".csv") && Files.isRegularFile(f))
          .sorted()
          .toList();
    }
  }

  /**
   * Reads the next row.
   *
   * @return its fields; null at the end of the file
   * @throws CsvException when a quote is not closed, the file is not UTF-8, or a row has more
   *     fields than the first, empty ones not counted
   * @throws IOException when the file cannot be read
   */
  public @Nullable List<String> next() throws IOException {
    List<String> fields;
    try {
      fields = rows.next();
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    } catch (CharacterCodingException e) {
      throw new CsvException(file + ", after line " + rows.line() + ": not UTF-8", e);
    }
    if (fields == null) {
      return null;
    }
    width = width == 0 ? fields.size() : width;
    if (fields.stream().skip(width).anyMatch(field -> !field.isEmpty())) {
      throw bad("must have %d columns as the first line, got: %d".formatted(width, fields.size()));
    }
    return fields;
  }

  /** The number of fields of the first row; 0 before it is read. */
  public int width() {
    return width;
  }

  /**
   * A time of the row read last, ms since the epoch.
   *
   * @throws CsvException when it is none
   */
  public long time(String field) {
    try {
      return Timestamps.parse(field);
    } catch (DateTimeException e) {
      throw bad("timestamp must be " + Timestamps.FORM + ", got: '" + CsvRows.shorten(field) + "'");
    }
  }

  /**
   * A value of the row read last.
   *
   * @return maybe infinite or NaN
   * @throws CsvException when it is no number
   */
  public double number(String field) {
    try {
      return CsvRows.number(field);
    } catch (NumberFormatException e) {
      throw bad("value must be a number, got: '" + CsvRows.shorten(field) + "'");
    }
  }

  /** An error in the row read last. */
  public CsvException bad(String message) {
    return new CsvException(file, rows.line(), message);
  }

  /** The characters read so far: bytes if the file is plain ASCII. */
  public long chars() {
    return rows.chars();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
