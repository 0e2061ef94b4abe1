package io.wavecast.trainer.holdouts;

import io.wavecast.trainer.mixture.RandomDraws;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Hold-out series of one kind.
 *
 * @param label the name in tables
 * @param step from one value to the next, which decides the season
 * @param seed added to the seed of all groups
 * @param generator makes a series
 */
record HoldOutGroup(String label, Duration step, int seed, Generator generator) {
  static final List<HoldOutGroup> ALL =
      List.of(
          new HoldOutGroup("hourly", Duration.ofHours(1), 1, DayRhythms::hourly),
          new HoldOutGroup("clean daily shape", Duration.ofHours(1), 8, DayRhythms::clean),
          new HoldOutGroup("daily", Duration.ofDays(1), 2, CalendarRhythms::daily),
          new HoldOutGroup("weekly", Duration.ofDays(7), 3, CalendarRhythms::weekly),
          new HoldOutGroup("monthly", Duration.ofHours(8766 / 12), 4, CalendarRhythms::monthly),
          new HoldOutGroup("quarterly", Duration.ofHours(8766 / 4), 5, CalendarRhythms::quarterly),
          new HoldOutGroup("machine load", Duration.ofMinutes(5), 6, MachineLoad::draw),
          new HoldOutGroup("slow physical", Duration.ofHours(1), 7, DayRhythms::slow));

  /** Makes a series of this many values. */
  interface Generator {
    double[] draw(RandomDraws draws, int length);
  }

  /**
   * New series, none of them flat.
   *
   * @param count how many, at least 1
   * @param length values in each
   * @param base the same seed gives the same series; they are named by it and their number
   */
  List<RecordedSeries> draw(int count, int length, long base) {
    RandomDraws draws = new RandomDraws(new Random(base + seed));
    long[] times = new long[length];
    Arrays.setAll(times, t -> t * step.toMillis());
    List<RecordedSeries> all = new ArrayList<>();
    while (all.size() < count) {
      double[] series = generator.draw(draws, length);
      if (isFlat(series)) {
        continue;
      }
      float[] values = new float[length];
      for (int t = 0; t < length; t++) {
        values[t] = (float) series[t];
      }
      all.add(new RecordedSeries(label, base + "-" + all.size(), times, values));
    }
    return all;
  }

  private static boolean isFlat(double[] series) {
    double change = 0;
    for (int t = 1; t < series.length; t++) {
      change += Math.abs(series[t] - series[t - 1]);
    }
    return change < 1e-9;
  }
}
