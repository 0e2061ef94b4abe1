package io.wavecast.schemas.forecast;

import io.wavecast.schemas.ModelRef;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The next values of a series, predicted from one observation. Value i (0-based) is for the time
 * {@code origin + (i + 1) * stepMs}.
 *
 * <p>The arrays are shared, not copied: do not change them.
 *
 * @param series the series key
 * @param origin time of the observation that completed the window, ms since the epoch
 * @param stepMs time between two values, ms, at least 1
 * @param yhat expected values, one per lead time, in the unit of the series
 * @param yhatLower lower ends of the intervals, of the same length
 * @param yhatUpper upper ends of the intervals, of the same length
 * @param level share of the actual values that the intervals should contain, in (0, 1)
 * @param model the model that made it
 * @param warmup whether the series had fewer values than a full window
 * @param imputed whether the window contained values filled in for missing ones
 * @param misfit the model that the series is routed to, where its forecasts of this series were far
 *     worse than a random walk's, so that {@code model} took its place if there is another; null
 *     where it fits
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
    boolean imputed,
    @Nullable ModelRef misfit)
    implements Event {

  /** Maximum number of lead times; a deviation has a bit for each. */
  public static final int MAX_HORIZON = Long.SIZE;

  public Forecast {
    if (yhat.length == 0
        || yhat.length > MAX_HORIZON
        || yhatLower.length != yhat.length
        || yhatUpper.length != yhat.length) {
      throw new IllegalArgumentException(
          "yhat, yhatLower and yhatUpper of a forecast must be of one length in 1..64, got: "
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

  /** By a model that fits. */
  public Forecast(
      String series,
      long origin,
      long stepMs,
      float[] yhat,
      float[] yhatLower,
      float[] yhatUpper,
      double level,
      ModelRef model,
      boolean warmup,
      boolean imputed) {
    this(series, origin, stepMs, yhat, yhatLower, yhatUpper, level, model, warmup, imputed, null);
  }

  /** The same forecast of a series whose usual model does not fit. */
  public Forecast withMisfit(ModelRef misfit) {
    return new Forecast(
        series, origin, stepMs, yhat, yhatLower, yhatUpper, level, model, warmup, imputed, misfit);
  }

  /** The same forecast with other values. */
  public Forecast with(float[] yhat, float[] yhatLower, float[] yhatUpper) {
    return new Forecast(
        series, origin, stepMs, yhat, yhatLower, yhatUpper, level, model, warmup, imputed, misfit);
  }

  @Override
  public long eventTime() {
    return origin;
  }

  /** The number of lead times. */
  public int horizon() {
    return yhat.length;
  }

  /** The time of a lead time (1..horizon), ms since the epoch. */
  public long timeAt(int lead) {
    return origin + lead * stepMs;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Forecast f && Arrays.deepEquals(fields(), f.fields());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(fields());
  }

  @Override
  public String toString() {
    return "Forecast" + Arrays.deepToString(fields());
  }

  private Object[] fields() {
    return new Object[] {
      series, origin, stepMs, yhat, yhatLower, yhatUpper, level, model, warmup, imputed, misfit
    };
  }
}
