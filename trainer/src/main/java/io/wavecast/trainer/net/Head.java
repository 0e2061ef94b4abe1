package io.wavecast.trainer.net;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the values of the last layer mean.
 *
 * @param leads how many values ahead they reach: 10, or 1 for a network that forecasts the next
 *     value and is fed its own forecasts to continue
 * @param levels empty: the values are the forecast, one per lead time. Else they are quantiles
 *     [lead time, level] at these ascending levels, and the middle one is the forecast
 * @param copies makes the values of the last layer's and of the window; null where the last layer's
 *     are the values
 */
public record Head(int leads, List<Double> levels, @Nullable Copies copies) {

  /** The levels that all shipped forecasters give out. */
  public static final List<Double> LEVELS = List.of(0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95);

  public Head {
    levels = List.copyOf(levels);
    if (!levels.isEmpty() && levels.get(levels.size() / 2) != 0.5) {
      throw new IllegalArgumentException("the middle level must be 0.5, got: " + levels);
    }
    if (leads != WindowSet.HORIZON && (leads != 1 || !levels.isEmpty())) {
      throw new IllegalArgumentException(
          "a head must reach %d values ahead, or 1 without quantiles, got: %d"
              .formatted(WindowSet.HORIZON, leads));
    }
  }

  /** The values are the forecast. */
  public static Head points() {
    return new Head(WindowSet.HORIZON, List.of(), null);
  }

  /** The values are quantiles at {@link #LEVELS}. */
  public static Head quantiles() {
    return new Head(WindowSet.HORIZON, LEVELS, null);
  }

  /** The same about copies of the window. */
  public static Head copies(Copies copies) {
    return new Head(WindowSet.HORIZON, LEVELS, copies);
  }

  /** The value is the next one; those after it come by feeding it back. */
  public static Head next() {
    return new Head(1, List.of(), null);
  }

  /** Whether a forecast is made value by value, each fed back. */
  public boolean isIterated() {
    return leads < WindowSet.HORIZON;
  }

  /** Whether the values are the forecast, and not quantiles. */
  public boolean isPoints() {
    return levels.isEmpty();
  }

  /** Values of one lead time. */
  public int width() {
    return Math.max(1, levels.size());
  }

  /** The values of a step. */
  public int units() {
    return leads * width();
  }
}
