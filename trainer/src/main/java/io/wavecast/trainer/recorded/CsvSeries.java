package io.wavecast.trainer.recorded;

import io.wavecast.core.text.CsvRows;
import io.wavecast.core.text.Timestamps;
import io.wavecast.trainer.data.WindowSet;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV files that hold a column of times and columns of values, each a series. The column of
 * times is the first with a usual name, else the first ({@link CsvRows#timeColumn}). The first row
 * may be a header ({@link CsvRows#isHeader}).
 */
public final class CsvSeries {

  /** What to do with rows that are not newer than the row before them. */
  public enum Order {
    /** Refuse the file. */
    STRICT,
    /** Leave such rows out, as the stream does with duplicates and late observations. */
    DROP
  }

  private final Path file;
  private final Order order;
  private final int shortest;
  private final List<String> names = new ArrayList<>();
  private final List<float[]> rows = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private int width;
  private int timeColumn;

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
    long line;
    try (CsvRows in = new CsvRows(Files.newBufferedReader(file))) {
      for (List<String> row = next(in); row != null; row = next(in)) {
        row(row, in.line());
      }
      line = in.line();
    } catch (CharacterCodingException e) {
      throw new BadDataException(file, "must be UTF-8");
    }
    if (rows.isEmpty()) {
      throw new BadDataException(file, "holds no values");
    }
    if (rows.size() < shortest) {
      throw new BadDataException(file, line, tooShort());
    }
    return series();
  }

  private @Nullable List<String> next(CsvRows in) throws IOException {
    try {
      return in.next();
    } catch (IllegalArgumentException e) {
      throw new BadDataException(file, in.line(), String.valueOf(e.getMessage()));
    }
  }

  private String tooShort() {
    return "the file ends here; a series must hold at least %d rows%s, got: %d"
        .formatted(
            shortest,
            shortest > WindowSet.EXAMPLE ? " to be cut into training, validation and test" : "",
            rows.size());
  }

  private void row(List<String> fields, long line) throws BadDataException {
    if (fields.size() < 2) {
      throw new BadDataException(file, line, "must be timestamp,value, got one column");
    }
    if (width == 0) {
      width = fields.size();
      timeColumn = CsvRows.timeColumn(fields);
      if (CsvRows.isHeader(fields.get(timeColumn))) {
        names.addAll(fields);
        names.remove(timeColumn);
        return;
      }
    }
    boolean tooMany = fields.stream().skip(width).anyMatch(field -> !field.isEmpty());
    if (fields.size() < width || tooMany) {
      throw new BadDataException(
          file, line, "must have %d columns, got: %d".formatted(width, fields.size()));
    }
    long time = time(fields.get(timeColumn), line);
    float[] values = new float[width - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(fields.get(i < timeColumn ? i : i + 1), line);
    }
    if (!times.isEmpty() && time <= times.get(times.size() - 1)) {
      if (order == Order.STRICT) {
        throw new BadDataException(
            file,
            line,
            "time must be later than in the row before, got: " + fields.get(timeColumn));
      }
      return;
    }
    times.add(time);
    rows.add(values);
  }

  private long time(String field, long line) throws BadDataException {
    try {
      return Timestamps.parse(field);
    } catch (DateTimeException e) {
      throw new BadDataException(
          file,
          line,
          "timestamp must be %s, got: '%s'".formatted(Timestamps.FORM, CsvRows.shorten(field)));
    }
  }

  private float value(String field, long line) throws BadDataException {
    String must = "be a finite number";
    try {
      double value = CsvRows.number(field);
      if (Math.abs(value) <= Float.MAX_VALUE) {
        return (float) value;
      }
      if (Double.isFinite(value)) {
        must = "lie within what a float holds, 3.4e38 on either side of 0";
      }
    } catch (NumberFormatException e) {
      // reported below, with file and row
    }
    throw new BadDataException(
        file, line, "value must %s, got: '%s'".formatted(must, CsvRows.shorten(field)));
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
      String column = c < names.size() ? names.get(c) : "column " + (c + 1);
      series.add(
          columns == 1
              ? new RecordedSeries(folder, base, timestamps, values)
              : new RecordedSeries(base, column, timestamps, values));
    }
    return series;
  }
}
