package io.wavecast.trainer.recorded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts series at gaps in time, so that no window reaches across one. */
public final class Gaps {
  private Gaps() {}

  /**
   * The parts of a series between its gaps, in order, numbered from 1; the series itself where it
   * has none. The usual step is the median one.
   *
   * @param most values that may be missing between two of a part, at least 0
   */
  public static List<RecordedSeries> cut(RecordedSeries series, int most) {
    long[] times = series.timestamps();
    double step = series.size() < 2 ? 1 : series.step().toMillis();
    List<RecordedSeries> parts = new ArrayList<>();
    int from = 0;
    for (int t = 1; t < times.length; t++) {
      if (Math.round((times[t] - times[t - 1]) / step) - 1 > most) {
        parts.add(part(series, from, t, parts.size() + 1));
        from = t;
      }
    }
    if (from == 0) {
      return List.of(series);
    }
    parts.add(part(series, from, times.length, parts.size() + 1));
    return parts;
  }

  private static RecordedSeries part(RecordedSeries series, int from, int to, int number) {
    return new RecordedSeries(
        series.group(),
        series.name() + " part " + number,
        Arrays.copyOfRange(series.timestamps(), from, to),
        Arrays.copyOfRange(series.values(), from, to));
  }
}
