package io.wavecast.trainer.recorded;

import java.time.Duration;
import java.util.Arrays;

/**
 * A series as it was recorded. The arrays are shared, not copied: do not change them.
 *
 * @param group the file, if it has several columns of values, else the folder
 * @param name its own name
 * @param timestamps milliseconds since 1970, strictly ascending
 * @param values as many finite values
 */
public record RecordedSeries(String group, String name, long[] timestamps, float[] values) {

  /** How many values. */
  public int size() {
    return values.length;
  }

  /** The median distance of neighbouring time stamps. The series must hold at least 2 values. */
  public Duration step() {
    return Duration.ofMillis(medianStep(timestamps));
  }

  /** The median distance of neighbouring times, of which there must be at least 2. */
  public static long medianStep(long... times) {
    long[] steps = new long[times.length - 1];
    Arrays.setAll(steps, i -> times[i + 1] - times[i]);
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }

  /**
   * The steps after which the calendar repeats: a day, a week or a year, the first of them that
   * takes 2 to {@code most} steps; 0 when none does.
   */
  public int period(int most) {
    double step = step().toMillis();
    for (Duration cycle : new Duration[] {Duration.ofDays(1), Duration.ofDays(7), YEAR}) {
      long steps = Math.round(cycle.toMillis() / step);
      if (steps >= 2 && steps <= most) {
        return (int) steps;
      }
    }
    return 0;
  }

  private static final Duration YEAR = Duration.ofHours(8766);
}
