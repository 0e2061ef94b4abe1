package io.wavecast.trainer.recorded;

import java.util.ArrayList;
import java.util.List;

/** Series that share their times and grow row by row. Not thread-safe. */
final class SeriesBuilder {
  private final List<Long> times = new ArrayList<>();
  private final List<float[]> rows = new ArrayList<>();

  /**
   * Adds a row, unless it is not later than the last one.
   *
   * @param time ms since the epoch
   * @param values one for each series
   * @return whether the row was added
   */
  boolean add(long time, float... values) {
    if (!times.isEmpty() && time <= times.get(times.size() - 1)) {
      return false;
    }
    times.add(time);
    rows.add(values);
    return true;
  }

  /** The number of rows. */
  int size() {
    return rows.size();
  }

  /** The series of a column, from 0. */
  RecordedSeries series(String group, String name, int column) {
    float[] values = new float[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.get(i)[column];
    }
    long[] timestamps = times.stream().mapToLong(Long::longValue).toArray();
    return new RecordedSeries(group, name, timestamps, values);
  }
}
