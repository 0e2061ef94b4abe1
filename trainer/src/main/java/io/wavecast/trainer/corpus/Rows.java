package io.wavecast.trainer.corpus;

import io.wavecast.trainer.data.WindowSet;
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

  private final List<Row> rows = new ArrayList<>();

  /** Adds a value, in any order of time. */
  void add(long time, double value) {
    rows.add(new Row(time, value));
  }

  /**
   * The parts between gaps, in order of time, at equal steps: the median one of the times. Of
   * values at the same time the first is kept. Fewer than a window and its future: none.
   */
  List<double[]> parts() {
    if (rows.size() < WindowSet.EXAMPLE) {
      return List.of();
    }
    rows.sort(Comparator.comparingLong(Row::time));
    double step = Math.max(1, medianStep());
    List<double[]> parts = new ArrayList<>();
    DoubleStream.Builder part = DoubleStream.builder().add(rows.get(0).value());
    for (int i = 1; i < rows.size(); i++) {
      Row before = rows.get(i - 1);
      Row row = rows.get(i);
      long steps = Math.round((row.time() - before.time()) / step);
      if (steps > MOST_FILLED + 1) {
        parts.add(part.build().toArray());
        part = DoubleStream.builder().add(row.value());
      } else {
        for (int k = 1; k <= steps; k++) {
          part.add(before.value() + (row.value() - before.value()) * k / steps);
        }
      }
    }
    parts.add(part.build().toArray());
    return parts;
  }

  private double medianStep() {
    long[] steps = new long[rows.size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = rows.get(i + 1).time() - rows.get(i).time();
    }
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }
}
