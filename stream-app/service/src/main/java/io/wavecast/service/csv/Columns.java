package io.wavecast.service.csv;

import io.wavecast.core.text.CsvRows;
import io.wavecast.onnx.support.CsvException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns hold time and value: by name in the header, else the first two.
 *
 * @param timestamp name of the column of times
 * @param value name of the column of values
 */
public record Columns(Optional<String> timestamp, Optional<String> value) {
  /** Found by their usual names, else the first and the second. */
  public static final Columns USUAL = new Columns(Optional.empty(), Optional.empty());

  private static final Set<String> VALUES = Set.of("value", "y");

  /**
   * @param timestamp index of the column of times, from 0
   * @param value index of the column of values, from 0
   */
  record Indices(int timestamp, int value) {}

  /**
   * @param header the first line, or the first row of data where a file has no header
   * @throws CsvException when a column is missing, or the column of values is ambiguous
   */
  Indices in(List<String> header, Path file) {
    if (header.size() < 2) {
      throw new CsvException(
          file, 1, "must have two columns, timestamp,value, got: " + header.size());
    }
    int time = timestamp.map(name -> named(header, name, file)).orElse(CsvRows.timeColumn(header));
    int number = value.map(name -> named(header, name, file)).orElse(usual(header));
    if (number < 0 && header.size() > 2) {
      throw new CsvException(
          file, 1, "has several columns: choose one with --value-column from " + header);
    }
    return new Indices(time, number < 0 ? 1 - time : number);
  }

  private static int named(List<String> header, String name, Path file) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new CsvException(file, 1, "has no column '" + name + "', only " + header);
    }
    return index;
  }

  private static int usual(List<String> header) {
    for (int i = 0; i < header.size(); i++) {
      if (VALUES.contains(header.get(i).toLowerCase(Locale.ROOT))) {
        return i;
      }
    }
    return -1;
  }
}
