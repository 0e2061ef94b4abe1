package io.wavecast.core.forecast.alert;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When a series is stale of which no rule says it: one whose observations come at a steady step,
 * once it has a full window. One that comes irregularly is never stale by default.
 */
public final class SteadyStep {
  /** The shortest silence. */
  private static final Duration LEAST = Duration.ofMinutes(10);

  /** The shortest silence, in steps: shorter ones are ordinary losses. */
  private static final int LEAST_STEPS = 10;

  /** The last intervals between observations, by which a step is judged. */
  public static final int INTERVALS = 5;

  /** Intervals that may be unlike the others, e.g. where a value was lost. */
  private static final int UNLIKE = 1;

  /** How far the others may be from their median, as a share of it. */
  private static final double JITTER = 0.25;

  private SteadyStep() {}

  /** The last intervals, oldest first, after another one. */
  public static long[] append(long[] intervals, long interval) {
    int n = Math.min(intervals.length, INTERVALS - 1);
    long[] appended = Arrays.copyOfRange(intervals, intervals.length - n, intervals.length + 1);
    appended[n] = interval;
    return appended;
  }

  /**
   * The silence after which a series is stale by default.
   *
   * @param intervals the last ones between its observations, ms
   * @return null while its step is not steady
   */
  public static @Nullable Duration staleAfter(long[] intervals) {
    if (intervals.length < INTERVALS) {
      return null;
    }
    long[] sorted = intervals.clone();
    Arrays.sort(sorted);
    long step = sorted[sorted.length / 2];
    long unlike =
        Arrays.stream(sorted).filter(each -> Math.abs(each - step) > JITTER * step).count();
    return unlike > UNLIKE
        ? null
        : Duration.ofMillis(Math.max(LEAST.toMillis(), LEAST_STEPS * step));
  }
}
