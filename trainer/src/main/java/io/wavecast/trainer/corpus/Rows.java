package io.wavecast.trainer.corpus;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/** The values of a column with their places on the time axis. Not thread-safe. */
final class Rows {
  /** Missing values that are filled in a straight line; more cut a series in two. */
  private static final int MOST_FILLED = 3;

  private record Row(long time, double value) {}

  /**
   * Values between two gaps, at equal steps.
   *
   * @param first how many steps after time 0 the first one is
   */
  record Part(long first, double[] values) {
    /** Means of so many values each. They begin where time is a multiple of their length. */
    float[] means(int many) {
      int from = (int) Math.floorMod(-first, (long) many);
      float[] means = new float[Math.max(0, values.length - from) / many];
      for (int i = 0; i < means.length; i++) {
        int at = from + i * many;
        means[i] = (float) (Arrays.stream(values, at, at + many).sum() / many);
      }
      return means;
    }
  }

  private final List<Row> rows = new ArrayList<>();

  /** Adds a value, in any order of time. */
  void add(long time, double value) {
    rows.add(new Row(time, value));
  }

  /**
   * The parts between gaps, in order of time, at equal steps: the median one of the times. Of
   * values at the same step the first is kept. Fewer than a window and its future: none.
   */
  List<Part> parts() {
    if (rows.size() < WindowSet.EXAMPLE) {
      return List.of();
    }
    rows.sort(Comparator.comparingLong(Row::time));
    long[] times = rows.stream().mapToLong(Row::time).toArray();
    double step = Math.max(1, RecordedSeries.medianStep(times));
    List<Part> parts = new ArrayList<>();
    Growing part = new Growing(rows.get(0), step);
    for (Row row : rows.subList(1, rows.size())) {
      if (part.stepsTo(row) > MOST_FILLED + 1) {
        parts.add(part.end());
        part = new Growing(row, step);
      } else {
        part.add(row);
      }
    }
    parts.add(part.end());
    return parts;
  }

  /** A part that ends with the newest value. */
  private static final class Growing {
    private final Row start;
    private final double step;
    private final DoubleStream.Builder values = DoubleStream.builder();
    private double newest;

    /** Where the newest value is, in steps from the start. */
    private long place;

    Growing(Row start, double step) {
      this.start = start;
      this.step = step;
      newest = start.value();
      values.add(newest);
    }

    long stepsTo(Row row) {
      return Math.round((row.time() - start.time()) / step) - place;
    }

    /**
     * Adds a row and fills what is missing before it; one at the place of the newest is dropped.
     */
    void add(Row row) {
      long steps = stepsTo(row);
      for (int k = 1; k <= steps; k++) {
        values.add(newest + (row.value() - newest) * k / steps);
      }
      if (steps > 0) {
        newest = row.value();
        place += steps;
      }
    }

    Part end() {
      return new Part(Math.round(start.time() / step), values.build().toArray());
    }
  }
}
