package io.wavecast.service.csv;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns hold time and value: by name in the header, else the first two.
 *
 * @param timestamp name of the time's column
 * @param value name of the value's column
 */
public record Columns(Optional<String> timestamp, Optional<String> value) {
  /** Found by their usual names, else the first and the second. */
  public static final Columns USUAL = new Columns(Optional.empty(), Optional.empty());

  private static final Set<String> TIMES = Set.of("timestamp", "time", "date", "datetime", "ds");
  private static final Set<String> VALUES = Set.of("value", "y");

  /**
   * @param timestamp index of the time's column, from 0
   * @param value index of the value's column, from 0
   */
  record Indices(int timestamp, int value) {}

  /**
   * @param header the first line, or the first row of data where a file has no header
   * @throws CsvException when a column is not there, or it is unclear which is meant
   */
  Indices in(List<String> header, Path file) {
    if (header.size() < 2) {
      throw new CsvException(
          file, 1, "must have two columns, timestamp,value, got: " + header.size());
    }
    int time = index(header, timestamp, TIMES, file);
    int number = index(header, value, VALUES, file);
    time = time < 0 ? 0 : time;
    if (number < 0 && header.size() > 2) {
      throw new CsvException(
          file, 1, "has several columns: choose one with --value-column from " + header);
    }
    return new Indices(time, number < 0 ? 1 : number);
  }

  private static int index(
      List<String> header, Optional<String> wanted, Set<String> usual, Path file) {
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      boolean matches =
          wanted.map(name::equals).orElseGet(() -> usual.contains(name.toLowerCase(Locale.ROOT)));
      if (matches) {
        return i;
      }
    }
    if (wanted.isPresent()) {
      throw new CsvException(file, 1, "has no column '" + wanted.get() + "', only " + header);
    }
    return -1;
  }
}
