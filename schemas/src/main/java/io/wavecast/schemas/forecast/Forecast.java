package io.wavecast.schemas.forecast;

import io.wavecast.schemas.ModelRef;
import java.util.Arrays;

/**
 * The next values of a series, as seen from one observation. Value i (0-based) is for the time
 * {@code origin + (i + 1) * stepMs}.
 *
 * <p>The arrays are shared, not copied: whoever makes a forecast hands them over, whoever reads one
 * leaves them as they are.
 *
 * @param series the series key
 * @param origin time of the observation that completed the window, ms since the epoch
 * @param stepMs time between two values, ms, at least 1
 * @param yhat expected values, one a lead time, in the series' own unit
 * @param yhatLower lower ends of the intervals, as many as {@code yhat}
 * @param yhatUpper upper ends of the intervals, as many as {@code yhat}
 * @param level share of the actual values that the intervals are meant to hold, in (0, 1)
 * @param model the model that made it
 * @param warmup whether the series had fewer values than a whole window
 * @param imputed whether the window held values that were filled in for missing ones
 */
public record Forecast(
    String series,
    long origin,
    long stepMs,
    float[] yhat,
    float[] yhatLower,
    float[] yhatUpper,
    double level,
    ModelRef model,
    boolean warmup,
    boolean imputed)
    implements Event {

  public Forecast {
    if (yhat.length == 0 || yhatLower.length != yhat.length || yhatUpper.length != yhat.length) {
      throw new IllegalArgumentException(
          "yhat, yhatLower and yhatUpper of a forecast must be of one length, at least 1, got: "
              + yhat.length
              + ", "
              + yhatLower.length
              + ", "
              + yhatUpper.length);
    }
    if (stepMs < 1) {
      throw new IllegalArgumentException("stepMs of a forecast must be at least 1, got: " + stepMs);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level of a forecast must be in (0, 1), got: " + level);
    }
  }

  @Override
  public long eventTime() {
    return origin;
  }

  /** How many values ahead the forecast reaches. */
  public int horizon() {
    return yhat.length;
  }

  /** The time that a lead time (1..horizon) is for, ms since the epoch. */
  public long timeAt(int lead) {
    return origin + lead * stepMs;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Forecast f
        && series.equals(f.series)
        && origin == f.origin
        && stepMs == f.stepMs
        && Arrays.equals(yhat, f.yhat)
        && Arrays.equals(yhatLower, f.yhatLower)
        && Arrays.equals(yhatUpper, f.yhatUpper)
        && level == f.level
        && model.equals(f.model)
        && warmup == f.warmup
        && imputed == f.imputed;
  }

  @Override
  public int hashCode() {
    return 31 * series.hashCode() + Long.hashCode(origin);
  }

  @Override
  public String toString() {
    return "Forecast["
        + series
        + " @"
        + origin
        + " +"
        + stepMs
        + " ms, "
        + model
        + ", yhat="
        + Arrays.toString(yhat)
        + "]";
  }
}
