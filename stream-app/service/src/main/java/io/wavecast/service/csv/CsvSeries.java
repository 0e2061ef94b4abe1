package io.wavecast.service.csv;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Observation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the observations of one series from a CSV file, one after the other: a time and a value a
 * line, with or without a header: a first line whose time does not begin as one. Blank lines are
 * skipped. One thread at a time.
 */
public final class CsvSeries implements AutoCloseable {
  private final Path file;
  private final String series;
  private final Columns columns;
  private final BufferedReader reader;
  private Columns.@Nullable Indices indices;
  private int width;
  private long line;
  private long charsRead;
  private String text = "";

  private CsvSeries(Path file, String series, Columns columns, BufferedReader reader) {
    this.file = file;
    this.series = series;
    this.columns = columns;
    this.reader = reader;
  }

  /**
   * @param file UTF-8
   * @param series the series key that the observations get
   * @throws CsvException when there is no such file
   */
  public static CsvSeries open(Path file, String series, Columns columns) {
    if (!Files.isRegularFile(file)) {
      throw new CsvException("file not found: " + file);
    }
    try {
      return new CsvSeries(file, series, columns, Files.newBufferedReader(file));
    } catch (IOException e) {
      throw new CsvException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The series key that a file's name stands for: the name without {@code .csv}. */
  public static String keyOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
  }

  /**
   * @return the next observation, or null at the end of the file
   * @throws CsvException that names file and line when a line is no observation
   */
  public @Nullable Observation next() {
    while (true) {
      String row = readLine();
      if (row == null) {
        return null;
      }
      if (row.isBlank()) {
        continue;
      }
      List<String> fields = split(row);
      Columns.Indices at = indices;
      if (at == null) {
        at = columns.in(fields, file);
        indices = at;
        width = fields.size();
        if (isHeader(fields.get(at.timestamp()))) {
          continue;
        }
      }
      if (fields.stream().skip(width).anyMatch(field -> !field.isBlank())) {
        throw bad(
            "must have %d columns as the first line, got: %d".formatted(width, fields.size()));
      }
      if (fields.size() <= Math.max(at.timestamp(), at.value())) {
        throw bad("must have a time and a value, got: '" + shorten(row) + "'");
      }
      return observation(fields.get(at.timestamp()), fields.get(at.value()));
    }
  }

  /** The line read last, as it stands in the file. */
  public String text() {
    return text;
  }

  /** The number of the line read last, from 1. */
  public long line() {
    return line;
  }

  /** How much of the file was read: bytes, when it is plain ASCII. */
  public long charsRead() {
    return charsRead;
  }

  private @Nullable String readLine() {
    try {
      String row = reader.readLine();
      line++;
      if (row != null) {
        charsRead += row.length() + 1;
        row = line == 1 && row.startsWith("\uFEFF") ? row.substring(1) : row;
        text = row;
      }
      return row;
    } catch (CharacterCodingException e) {
      throw new CsvException(file + ", after line " + line + ": not UTF-8", e);
    } catch (IOException e) {
      throw new CsvException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private List<String> split(String row) {
    try {
      return CsvLine.split(row);
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage() + ": '" + shorten(row) + "'");
    }
  }

  /** Times begin with a digit or a sign. */
  private static boolean isHeader(String time) {
    return time.isEmpty()
        || !(Character.isDigit(time.charAt(0)) || "+-".indexOf(time.charAt(0)) >= 0);
  }

  private Observation observation(String time, String number) {
    long timestamp;
    try {
      timestamp = Timestamps.parse(time);
    } catch (DateTimeException e) {
      throw bad(
          "timestamp must be ISO 8601 or a number since the epoch, got: '" + shorten(time) + "'");
    }
    if (!isNumber(number)) {
      throw bad("value must be a number, got: '" + shorten(number) + "'");
    }
    try {
      return new Observation(series, timestamp, Double.parseDouble(number));
    } catch (BadRecordException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isNumber(String text) {
    try {
      Double.parseDouble(text);
      char last = text.charAt(text.length() - 1);
      return last != 'd' && last != 'f' && last != 'D' && last != 'F';
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private CsvException bad(String message) {
    return new CsvException(file, line, message);
  }

  private static String shorten(String s) {
    return s.length() <= 60 ? s : s.substring(0, 57) + "...";
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new CsvException("cannot close " + file + ": " + e.getMessage(), e);
    }
  }
}
