package io.wavecast.trainer.recorded;

import io.wavecast.core.text.CsvRows;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.onnx.support.CsvFile;
import io.wavecast.trainer.data.WindowSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV files that hold a column of times and columns of values, each a series. The column of
 * times is the first with a usual name, else the first ({@link CsvRows#timeColumn}). The first row
 * may be a header ({@link CsvRows#isHeader}).
 */
public final class CsvSeries {
  /** What to do with rows that are not later than the row before them. */
  public enum Order {
    /** Refuse the file. */
    STRICT,
    /** Leave such rows out, as the stream does with duplicates and late observations. */
    DROP
  }

  private final Path file;
  private final CsvFile in;
  private final Order order;
  private final List<String> names = new ArrayList<>();
  private final SeriesBuilder builder = new SeriesBuilder();
  private int timeColumn = -1;

  private CsvSeries(Path file, CsvFile in, Order order) {
    this.file = file;
    this.in = in;
    this.order = order;
  }

  /**
   * The series of a file, or of all {@code .csv} files below a folder in the order of their paths.
   *
   * @param shortest rows that a file must hold, at least 1
   * @throws CsvException when a file is no series, or a folder holds no file
   * @throws IOException when a file cannot be read
   */
  public static List<RecordedSeries> read(Path path, Order order, int shortest) throws IOException {
    List<Path> files = Files.isDirectory(path) ? CsvFile.below(path) : List.of(path);
    if (files.isEmpty()) {
      throw new CsvException(path + ": the folder holds no .csv file");
    }
    List<RecordedSeries> all = new ArrayList<>();
    for (Path each : files) {
      try (CsvFile in = new CsvFile(each)) {
        all.addAll(new CsvSeries(each, in, order).read(shortest));
      }
    }
    return all;
  }

  private List<RecordedSeries> read(int shortest) throws IOException {
    for (List<String> row = in.next(); row != null; row = in.next()) {
      add(row);
    }
    if (builder.size() == 0) {
      throw new CsvException(file + ": holds no values");
    }
    if (builder.size() < shortest) {
      throw in.bad(
          "the file ends here; a series must hold at least %d rows%s, got: %d"
              .formatted(
                  shortest,
                  shortest > WindowSet.EXAMPLE
                      ? " to be cut into training, validation and test"
                      : "",
                  builder.size()));
    }
    return series();
  }

  private void add(List<String> fields) {
    if (fields.size() < 2) {
      throw in.bad("must be timestamp,value, got one column");
    }
    if (timeColumn < 0) {
      timeColumn = CsvRows.timeColumn(fields);
      if (CsvRows.isHeader(fields.get(timeColumn))) {
        names.addAll(fields);
        names.remove(timeColumn);
        return;
      }
    }
    if (fields.size() < in.width()) {
      throw in.bad("must have %d columns, got: %d".formatted(in.width(), fields.size()));
    }
    long time = in.time(fields.get(timeColumn));
    float[] values = new float[in.width() - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(fields.get(i < timeColumn ? i : i + 1));
    }
    if (!builder.add(time, values) && order == Order.STRICT) {
      throw in.bad("time must be later than in the row before, got: " + fields.get(timeColumn));
    }
  }

  private float value(String field) {
    double value = in.number(field);
    if (Math.abs(value) <= Float.MAX_VALUE) {
      return (float) value;
    }
    String must =
        Double.isFinite(value)
            ? "lie within what a float holds, 3.4e38 on either side of 0"
            : "be a finite number";
    throw in.bad("value must %s, got: '%s'".formatted(must, CsvRows.shorten(field)));
  }

  private List<RecordedSeries> series() {
    String base = file.getFileName().toString().replaceFirst("\\.csv$", "");
    int columns = in.width() - 1;
    if (columns == 1) {
      Path folder = file.toAbsolutePath().normalize().getParent();
      String group = folder == null ? "" : String.valueOf(folder.getFileName());
      return List.of(builder.series(group, base, 0));
    }
    List<RecordedSeries> series = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      String name = c < names.size() ? names.get(c) : "column " + (c + 1);
      series.add(builder.series(base, name, c));
    }
    return series;
  }
}
