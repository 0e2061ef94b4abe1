package io.wavecast.lab.context50;

import io.wavecast.onnx.support.CsvException;
import io.wavecast.onnx.support.CsvFile;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file of the M4 competition: a series a row, its name first, then its values; shorter rows
 * end with empty fields. The files hold no times, so they are counted from 0 by the group's step.
 */
final class M4Series {
  private M4Series() {}

  /**
   * Reads all series.
   *
   * @param group {@code m4-hourly}, {@code m4-daily}, ...
   */
  static List<RecordedSeries> read(Path file, String group) throws IOException {
    long step = step(group).toMillis();
    List<RecordedSeries> all = new ArrayList<>();
    try (CsvFile in = new CsvFile(file)) {
      in.next(); // the header
      for (List<String> row = in.next(); row != null; row = in.next()) {
        int size = 1;
        while (size < row.size() && !row.get(size).isBlank()) {
          size++;
        }
        float[] values = new float[size - 1];
        long[] times = new long[size - 1];
        for (int i = 0; i < values.length; i++) {
          try {
            values[i] = Float.parseFloat(row.get(i + 1));
          } catch (NumberFormatException e) {
            throw new CsvException(
                "%s: %s holds '%s', which is no number"
                    .formatted(file, row.get(0), row.get(i + 1)));
          }
          times[i] = i * step;
        }
        all.add(new RecordedSeries(group, row.get(0), times, values));
      }
    }
    return all;
  }

  private static Duration step(String group) {
    return switch (group) {
      case "m4-hourly" -> Duration.ofHours(1);
      case "m4-daily" -> Duration.ofDays(1);
      case "m4-weekly" -> Duration.ofDays(7);
      case "m4-monthly" -> Duration.ofHours(8766 / 12);
      case "m4-quarterly" -> Duration.ofHours(8766 / 4);
      default -> throw new IllegalArgumentException("no group of M4 is called " + group);
    };
  }
}
