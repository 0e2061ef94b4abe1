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
 * value and series are found by their usual ones, else as the columns that are left: the first is
 * that of times, and another one that of values. Without a column of series the file is one series.
 * Labels are only in columns that are named.
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
   * @throws CsvException when a column is missing, the column of times or values is ambiguous, or
   *     one column would be two of time, value and series, or time and a label
   */
  Indices in(List<String> header, Path file) {
    if (header.size() < 2) {
      throw new CsvException(
          file,
          1,
          "must have two columns, timestamp,value, parted by a comma, got: " + header.size());
    }
    Map<String, Integer> labelled = new HashMap<>();
    labels.forEach(name -> labelled.put(name, named(header, name, file)));
    int time = given(timestamp, header, file);
    int number = given(value, header, file);
    int key = given(series, header, file);
    requireOthers(header, file, time, number, key, labelled);
    Set<Integer> taken = new HashSet<>(labelled.values());
    taken.addAll(List.of(time, number, key));
    key = series.isPresent() ? key : usual(header, SERIES, taken);
    taken.add(key);
    number = number < 0 ? usual(header, VALUES, taken) : number;
    taken.add(number);
    time = time < 0 ? CsvRows.namedTimeColumn(header, taken) : time;
    time = time < 0 ? first(header, taken, number < 0, file) : time;
    taken.add(time);
    number = number < 0 ? onlyOther(header, taken, file) : number;
    return new Indices(time, number, key, labelled);
  }

  /** A column that an option names; -1 if none does. */
  private static int given(Optional<String> name, List<String> header, Path file) {
    return name.filter(text -> !text.isEmpty()).map(text -> named(header, text, file)).orElse(-1);
  }

  private static void requireOthers(
      List<String> header,
      Path file,
      int time,
      int number,
      int key,
      Map<String, Integer> labelled) {
    boolean timeTwice =
        time >= 0 && (time == number || time == key || labelled.containsValue(time));
    if (timeTwice || (number >= 0 && number == key)) {
      throw new CsvException(
          file,
          1,
          "column '%s' cannot be both %s: choose different columns from %s"
              .formatted(
                  header.get(timeTwice ? time : number),
                  timeTwice
                      ? "that of the time (--time-column) and one of value, series or labels"
                      : "that of the value (--value-column) and that of the series (--series-column)",
                  header));
    }
  }

  /** The first column, which is that of times only where no other can be. */
  private static int first(List<String> header, Set<Integer> taken, boolean andValue, Path file) {
    if (taken.contains(0) || (!andValue && left(header, taken).size() > 1)) {
      throw ambiguous(
          header, "has no column of times by name: choose one with --time-column", file);
    }
    return 0;
  }

  /** The only column that is left. */
  private static int onlyOther(List<String> header, Set<Integer> taken, Path file) {
    List<Integer> left = left(header, taken);
    if (left.size() != 1) {
      throw ambiguous(header, "has several columns: choose one with --value-column", file);
    }
    return left.get(0);
  }

  private static CsvException ambiguous(List<String> header, String why, Path file) {
    boolean isHeader = header.stream().noneMatch(Columns::isNumber);
    return new CsvException(
        file,
        1,
        isHeader
            ? why + " from " + header
            : "has values and no names: more than two columns need a header such as series,timestamp,value");
  }

  private static boolean isNumber(String cell) {
    return cell.strip().matches("[-+]?\\d+([.,]\\d+)?");
  }

  private static List<Integer> left(List<String> header, Set<Integer> taken) {
    return IntStream.range(0, header.size()).boxed().filter(i -> !taken.contains(i)).toList();
  }

  private static int named(List<String> header, String name, Path file) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new CsvException(file, 1, "has no column '" + name + "', only " + header);
    }
    return index;
  }

  private static int usual(List<String> header, Set<String> names, Set<Integer> taken) {
    for (int i = 0; i < header.size(); i++) {
      if (!taken.contains(i) && names.contains(header.get(i).toLowerCase(Locale.ROOT))) {
        return i;
      }
    }
    return -1;
  }
}
