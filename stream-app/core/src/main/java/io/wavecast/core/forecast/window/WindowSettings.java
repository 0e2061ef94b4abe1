package io.wavecast.core.forecast.window;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How observations become windows.
 *
 * @param step time between two observations; null: the median of the last intervals
 * @param maxGap longest run of missing observations that is filled in, in 0..{@value
 *     WindowState#MAX_BEHIND}; a longer gap restarts the window
 */
public record WindowSettings(@Nullable Duration step, int maxGap) implements Serializable {
  public static final WindowSettings DEFAULT = new WindowSettings(null, 5);

  public WindowSettings {
    if (step != null && step.toMillis() < 1) {
      throw new IllegalArgumentException("step must be at least 1 ms, got: " + step);
    }
    if (maxGap < 0 || maxGap >= WindowState.MAX_BEHIND) {
      throw new IllegalArgumentException(
          "max-gap must be in 0.." + (WindowState.MAX_BEHIND - 1) + ", got: " + maxGap);
    }
  }
}
