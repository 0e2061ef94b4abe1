package io.wavecast.trainer.recorded;

import io.wavecast.trainer.data.WindowSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads CSV files whose first column is a time and whose other columns are values: one series a
 * column. The first row is a header unless its first cell begins as a time does, with a digit or a
 * sign: columns may be named by numbers, and a bad time in the first row is told as in any other.
 */
public final class CsvSeries {

  /** What to do with rows that are not newer than the row before them. */
  public enum Order {
    /** Refuse the file. */
    STRICT,
    /** Leave such rows out, as the stream does with duplicates and late observations. */
    DROP
  }

  private static final String BEGINS_AS_A_TIME = "\\s*[-+]?[0-9].*";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path file;
  private final Order order;
  private final int shortest;
  private final List<String> names = new ArrayList<>();
  private final List<float[]> rows = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();

  private CsvSeries(Path file, Order order, int shortest) {
    this.file = file;
    this.order = order;
    this.shortest = shortest;
  }

  /**
   * The series of a file, or of all {@code .csv} files below a folder in the order of their paths.
   *
   * @throws BadDataException when a file is no series, or a folder holds no file
   * @throws IOException when a file cannot be read
   */
  public static List<RecordedSeries> read(Path path, Order order) throws IOException {
    return read(path, order, 1);
  }

  /**
   * The same, of series of a least length.
   *
   * @param shortest rows that a file must hold
   */
  public static List<RecordedSeries> read(Path path, Order order, int shortest) throws IOException {
    if (!Files.isDirectory(path)) {
      return new CsvSeries(path, order, shortest).read();
    }
    List<Path> files;
    try (Stream<Path> below = Files.walk(path)) {
      files = below.filter(CsvSeries::isCsv).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new BadDataException(path, "the folder holds no .csv file");
    }
    List<RecordedSeries> all = new ArrayList<>();
    for (Path each : files) {
      all.addAll(new CsvSeries(each, order, shortest).read());
    }
    return all;
  }

  private static boolean isCsv(Path path) {
    return path.toString().endsWith(".csv") && Files.isRegularFile(path);
  }

  private List<RecordedSeries> read() throws IOException {
    long number = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        String row = number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
        if (!row.isBlank()) {
          row(row.split(",", -1), number);
        }
      }
    } catch (MalformedInputException e) {
      throw new BadDataException(file, "is no text in UTF-8");
    }
    if (rows.isEmpty()) {
      throw new BadDataException(file, "holds no values");
    }
    if (rows.size() < shortest) {
      throw new BadDataException(file, number, tooShort());
    }
    return series();
  }

  private String tooShort() {
    return "the file ends here; a series must hold at least %d rows%s, got: %d"
        .formatted(
            shortest,
            shortest > WindowSet.EXAMPLE ? " to be cut into training, validation and test" : "",
            rows.size());
  }

  private void row(String[] cells, long number) throws BadDataException {
    if (cells.length < 2) {
      throw new BadDataException(file, number, "must be timestamp,value, got one column");
    }
    long time;
    try {
      time = Timestamps.millis(cells[0].strip());
    } catch (DateTimeException e) {
      if (names.isEmpty() && rows.isEmpty() && !cells[0].matches(BEGINS_AS_A_TIME)) {
        names.addAll(Arrays.asList(cells).subList(1, cells.length));
        return;
      }
      throw new BadDataException(
          file,
          number,
          "timestamp must be a date and time or milliseconds, got: '" + cells[0] + "'");
    }
    int columns = rows.isEmpty() ? cells.length - 1 : rows.get(0).length;
    if (cells.length - 1 != columns) {
      throw new BadDataException(
          file, number, "must hold %d values, got: %d".formatted(columns, cells.length - 1));
    }
    float[] values = new float[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = value(cells[i + 1], number);
    }
    if (!times.isEmpty() && time <= times.get(times.size() - 1)) {
      if (order == Order.STRICT) {
        throw new BadDataException(
            file, number, "time must be later than in the row before, got: " + cells[0]);
      }
      return;
    }
    times.add(time);
    rows.add(values);
  }

  private float value(String cell, long number) throws BadDataException {
    String must = "be a finite number";
    try {
      float value = Float.parseFloat(cell);
      if (Float.isFinite(value)) {
        return value;
      }
      if (Double.isFinite(Double.parseDouble(cell))) {
        must = "lie within what a float holds, 3.4e38 on either side of 0";
      }
    } catch (NumberFormatException e) {
      // told below, with file and row
    }
    throw new BadDataException(file, number, "value must %s, got: '%s'".formatted(must, cell));
  }

  private List<RecordedSeries> series() {
    int columns = rows.get(0).length;
    String base = file.getFileName().toString().replaceFirst("\\.csv$", "");
    Path parent = file.toAbsolutePath().getParent();
    String folder = parent == null ? "" : String.valueOf(parent.getFileName());
    long[] timestamps = times.stream().mapToLong(Long::longValue).toArray();
    List<RecordedSeries> series = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      float[] values = new float[rows.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows.get(i)[c];
      }
      String column = c < names.size() ? names.get(c).strip() : "column " + (c + 1);
      series.add(
          columns == 1
              ? new RecordedSeries(folder, base, timestamps, values)
              : new RecordedSeries(base, column, timestamps, values));
    }
    return series;
  }
}
