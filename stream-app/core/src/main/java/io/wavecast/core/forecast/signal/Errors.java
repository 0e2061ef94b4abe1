package io.wavecast.core.forecast.signal;

import io.wavecast.core.forecast.Floats;
import java.util.Arrays;

/** The errors of the forecasts made for one observation. */
final class Errors {
  /** Those of an observation that nothing was forecast for. */
  static final Errors NONE = new Errors(0);

  /** [lead - 1]: value less forecast, NaN where there is no forecast. */
  final float[] byLead;

  /** [lead - 1]: width of the interval on the side of the value, at least 0. */
  final float[] halfWidth;

  /** Bit [lead - 1]: whether its interval is calibrated. */
  long calibrated;

  /** Whether any of its forecasts was made before the window was full. */
  boolean hasWarmUp;

  /** Bit [lead - 1]: whether the value is above its interval. */
  long above;

  /** Bit [lead - 1]: whether the value is below its interval. */
  long below;

  /** The shortest lead time of a forecast; 0 if there is none. */
  int lead;

  /** What it forecast, and the ends of its interval; NaN if there is none. */
  float yhat = Float.NaN;

  float lower = Float.NaN;
  float upper = Float.NaN;

  Errors(int horizon) {
    byLead = new float[horizon];
    halfWidth = new float[horizon];
    Arrays.fill(byLead, Float.NaN);
  }

  /** Bit [lead - 1]: whether the value is outside its calibrated interval. */
  long outside() {
    return (above | below) & calibrated;
  }

  /**
   * Adds the error of a value of a forecast; the first that is added has the shortest lead time.
   *
   * @param ahead its lead time, from 1 on
   */
  void add(int ahead, boolean isCalibrated, float expected, float low, float high, float y) {
    if (lead == 0) {
      lead = ahead;
      yhat = expected;
      lower = low;
      upper = high;
    }
    int at = ahead - 1;
    byLead[at] = Floats.clamp(y - expected);
    float half = y > expected ? high - expected : expected - low;
    halfWidth[at] = half > 0 ? Floats.clamp(half) : 0;
    long bit = 1L << at;
    calibrated |= isCalibrated ? bit : 0;
    hasWarmUp |= !isCalibrated;
    above |= y > high ? bit : 0;
    below |= y < low ? bit : 0;
  }
}
