package io.wavecast.service.csv;

import io.wavecast.core.text.CsvRows;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.schemas.forecast.Labels;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns hold time, value, series and labels: by name in the header. Without a name time,
 * value and series are found by their usual ones; else time and value are the first two columns,
 * and the file is one series. Labels are only in columns that are named.
 *
 * @param timestamp name of the column of times
 * @param value name of the column of values
 * @param series name of the column of series keys; an empty name stands for no such column
 * @param labels names of the columns of labels, which are the names of the labels
 */
public record Columns(
    Optional<String> timestamp,
    Optional<String> value,
    Optional<String> series,
    List<String> labels) {
  /** Found by their usual names. */
  public static final Columns USUAL =
      new Columns(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  private static final Set<String> VALUES = Set.of("value", "y");
  private static final Set<String> SERIES = Set.of("series");

  /**
   * @throws IllegalArgumentException when the name of a label is not allowed
   */
  public Columns {
    labels = List.copyOf(labels);
    labels.forEach(Labels::checkName);
  }

  /**
   * Where the columns are in a file.
   *
   * @param timestamp index of the column of times, from 0
   * @param value index of the column of values, from 0
   * @param series index of the column of series keys, from 0; -1 if there is none
   * @param labels by the name of the label, the index of its column, from 0
   */
  record Indices(int timestamp, int value, int series, Map<String, Integer> labels) {
    int last() {
      int last = Math.max(series, Math.max(timestamp, value));
      return labels.values().stream().reduce(last, Math::max);
    }

    /** The labels in a row; null where the file has no columns of them. */
    @Nullable Map<String, String> labels(List<String> row) {
      if (labels.isEmpty()) {
        return null;
      }
      Map<String, String> all = new HashMap<>();
      labels.forEach((name, index) -> all.put(name, row.get(index)));
      return all;
    }
  }

  /**
   * Finds the columns in a file.
   *
   * @param header the first line, or the first row of data where a file has no header
   * @throws CsvException when a column is missing, or the column of values is ambiguous
   */
  Indices in(List<String> header, Path file) {
    if (header.size() < 2) {
      throw new CsvException(
          file, 1, "must have two columns, timestamp,value, got: " + header.size());
    }
    int time = timestamp.map(name -> named(header, name, file)).orElse(CsvRows.timeColumn(header));
    int key = seriesIn(header, file);
    int number = value.map(name -> named(header, name, file)).orElse(usual(header, VALUES));
    Map<String, Integer> named = new HashMap<>();
    labels.forEach(name -> named.put(name, named(header, name, file)));
    if (number < 0) {
      Set<Integer> taken = new HashSet<>(named.values());
      taken.addAll(List.of(time, key));
      number = onlyOther(header, taken, file);
    }
    return new Indices(time, number, key, named);
  }

  private int seriesIn(List<String> header, Path file) {
    if (series.isEmpty()) {
      return usual(header, SERIES);
    }
    return series.get().isEmpty() ? -1 : named(header, series.get(), file);
  }

  /** The only column that is left. */
  private static int onlyOther(List<String> header, Set<Integer> taken, Path file) {
    List<Integer> left =
        IntStream.range(0, header.size()).boxed().filter(i -> !taken.contains(i)).toList();
    if (left.size() != 1) {
      throw new CsvException(
          file, 1, "has several columns: choose one with --value-column from " + header);
    }
    return left.get(0);
  }

  private static int named(List<String> header, String name, Path file) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new CsvException(file, 1, "has no column '" + name + "', only " + header);
    }
    return index;
  }

  private static int usual(List<String> header, Set<String> names) {
    for (int i = 0; i < header.size(); i++) {
      if (names.contains(header.get(i).toLowerCase(Locale.ROOT))) {
        return i;
      }
    }
    return -1;
  }
}
