package io.wavecast.core.forecast.window;

import io.wavecast.core.text.Durations;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How observations become windows.
 *
 * @param step time between two observations; null: the median of the last intervals
 * @param maxGap longest run of missing observations that is filled in, in 0..{@value
 *     WindowState#MAX_BEHIND}; a longer gap restarts the window
 * @param expireAfter silence after which a series is forgotten, at least 1 ms and longer than the
 *     step; null: never
 * @param counters series that are observed as their rates
 */
public record WindowSettings(
    @Nullable Duration step, int maxGap, @Nullable Duration expireAfter, Counters counters)
    implements Serializable {
  public static final WindowSettings DEFAULT = new WindowSettings(null, 5);

  public WindowSettings {
    if (step != null && step.toMillis() < 1) {
      throw new IllegalArgumentException(
          "step must be at least 1 ms, got: " + Durations.format(step));
    }
    if (maxGap < 0 || maxGap >= WindowState.MAX_BEHIND) {
      throw new IllegalArgumentException(
          "max-gap must be in 0.." + (WindowState.MAX_BEHIND - 1) + ", got: " + maxGap);
    }
    if (expireAfter != null && expireAfter.compareTo(step == null ? Duration.ZERO : step) <= 0) {
      throw new IllegalArgumentException(
          "expire-after must be longer than the step, got: " + Durations.format(expireAfter));
    }
  }

  /** Series are never forgotten. */
  public WindowSettings(@Nullable Duration step, int maxGap) {
    this(step, maxGap, null);
  }

  /** Every series is observed as it is. */
  public WindowSettings(@Nullable Duration step, int maxGap, @Nullable Duration expireAfter) {
    this(step, maxGap, expireAfter, Counters.NONE);
  }

  /** The same, but series are forgotten. */
  public WindowSettings withExpireAfter(Duration expireAfter) {
    return new WindowSettings(step, maxGap, expireAfter, counters);
  }

  /** The same, but other series are observed as their rates. */
  public WindowSettings withCounters(Counters counters) {
    return new WindowSettings(step, maxGap, expireAfter, counters);
  }
}
