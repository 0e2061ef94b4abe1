package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.Forecaster.HORIZON;
import static io.wavecast.core.forecast.deviation.Layout.LONG;
import static io.wavecast.core.forecast.deviation.Layout.NEWEST;
import static io.wavecast.core.forecast.deviation.Layout.NEXT;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.getUnsigned;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putShort;

import io.wavecast.core.forecast.Floats;
import io.wavecast.schemas.forecast.Forecast;

/**
 * The forecasts that are still to be judged, newest first. The i-th newest no longer needs its i
 * shortest lead times: they are past.
 *
 * <pre>
 *   lead time  1 2 3 4 5 6 7 8 9 10
 *   newest     x x x x x x x x x x
 *              . x x x x x x x x x      (full profile)
 *              . . x x x x x x x x
 * </pre>
 *
 * <p>Values are 16-bit codes between the least and the greatest number of their forecast, ends of
 * intervals rounded outward. Times are floats, relative to the newest origin: exact to 1e-7, and
 * only the nearest step counts.
 */
final class OpenForecasts {
  // offsets in an entry: float age of the origin, ms; float step, ms, negative when not calibrated,
  // 0 when there is none; float least number; float unit; then yhat, lower, upper of each lead time
  private static final int AGE = 0;
  private static final int STEP = 4;
  private static final int LEAST = 8;
  private static final int UNIT = 12;
  private static final int HEADER = 16;
  private static final int VALUES = 6;
  private static final int CODES = 65_535;

  /** Where the i-th newest begins when each has one value less than the one before. */
  private static final int[] TRIANGLE = new int[HORIZON + 1];

  static {
    for (int i = 0; i < HORIZON; i++) {
      TRIANGLE[i + 1] = TRIANGLE[i] + HEADER + (HORIZON - i) * VALUES;
    }
  }

  private OpenForecasts() {}

  /** What was forecast for one time; lead 0 and NaN when nothing was. */
  static final class Expected {
    int lead;
    boolean calibrated;
    float yhat = Float.NaN;
    float lower = Float.NaN;
    float upper = Float.NaN;
  }

  static int size(int origins) {
    return offset(origins, origins);
  }

  private static boolean triangular(int origins) {
    return origins == HORIZON;
  }

  /** Where the i-th newest begins. */
  private static int offset(int i, int origins) {
    return triangular(origins) ? TRIANGLE[i] : i * (HEADER + HORIZON * VALUES);
  }

  /** The shortest lead time of the i-th newest that is kept. */
  private static int first(int i, int origins) {
    return triangular(origins) ? i + 1 : 1;
  }

  /**
   * Looks up what the i-th newest forecast says about a time.
   *
   * @param at where the forecasts begin
   * @param out receives it
   * @return whether it says anything
   */
  static boolean find(byte[] data, int at, int i, int origins, long time, Expected out) {
    int entry = at + offset(i, origins);
    float step = getFloat(data, entry + STEP);
    if (step == 0) {
      return false;
    }
    double ahead = time - (long) LONG.get(data, NEWEST) + (double) getFloat(data, entry + AGE);
    double steps = ahead / Math.abs(step) + 0.5;
    int first = first(i, origins);
    int lead = (int) steps;
    if (lead < first || lead > HORIZON) {
      return false;
    }
    out.lead = lead;
    out.calibrated = step > 0;
    if (i == 0 && lead == 1) {
      out.yhat = getFloat(data, NEXT);
      out.lower = getFloat(data, NEXT + 4);
      out.upper = getFloat(data, NEXT + 8);
      return true;
    }
    int value = entry + HEADER + (out.lead - first) * VALUES;
    double least = getFloat(data, entry + LEAST);
    double unit = getFloat(data, entry + UNIT);
    // a code that was rounded outward may exceed the largest float
    out.yhat = Floats.clamp(least + unit * getUnsigned(data, value));
    out.lower = Floats.clamp(least + unit * getUnsigned(data, value + 2));
    out.upper = Floats.clamp(least + unit * getUnsigned(data, value + 4));
    return true;
  }

  /** Takes a forecast in as the newest; the oldest goes. */
  static void add(byte[] data, int at, int origins, Forecast forecast, boolean calibrated) {
    double passed = forecast.origin() - (double) (long) LONG.get(data, NEWEST);
    for (int i = 0; i < origins; i++) {
      int age = at + offset(i, origins) + AGE;
      putFloat(data, age, (float) (getFloat(data, age) + passed));
    }
    if (triangular(origins)) {
      for (int i = origins - 2; i >= 0; i--) {
        int from = at + offset(i, origins);
        int to = at + offset(i + 1, origins);
        System.arraycopy(data, from, data, to, HEADER);
        int values = (HORIZON - i - 1) * VALUES;
        System.arraycopy(data, from + HEADER + VALUES, data, to + HEADER, values);
      }
    } else if (isSpent(data, at + offset(1, origins))) {
      System.arraycopy(data, at, data, at + offset(1, origins), offset(1, origins));
    }
    LONG.set(data, NEWEST, forecast.origin());
    putFloat(data, NEXT, forecast.yhat()[0]);
    putFloat(data, NEXT + 4, forecast.yhatLower()[0]);
    putFloat(data, NEXT + 8, forecast.yhatUpper()[0]);
    put(data, at, forecast, calibrated);
  }

  /** Whether all that a forecast says is past. */
  private static boolean isSpent(byte[] data, int entry) {
    return getFloat(data, entry + AGE) >= (HORIZON - 0.5) * Math.abs(getFloat(data, entry + STEP));
  }

  private static void put(byte[] data, int entry, Forecast forecast, boolean calibrated) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int h = 0; h < HORIZON; h++) {
      least = Math.min(least, Math.min(forecast.yhat()[h], forecast.yhatLower()[h]));
      greatest = Math.max(greatest, Math.max(forecast.yhat()[h], forecast.yhatUpper()[h]));
    }
    float unit = (float) ((greatest - least) / (CODES - 1));
    double perUnit = unit > 0 ? 1 / (double) unit : 0;
    putFloat(data, entry + AGE, 0);
    putFloat(data, entry + STEP, (float) (calibrated ? forecast.stepMs() : -forecast.stepMs()));
    putFloat(data, entry + LEAST, (float) least);
    putFloat(data, entry + UNIT, unit);
    for (int h = 0; h < HORIZON; h++) {
      int value = entry + HEADER + h * VALUES;
      putShort(data, value, (int) Math.rint(code(forecast.yhat()[h], least, perUnit)));
      putShort(data, value + 2, (int) Math.floor(code(forecast.yhatLower()[h], least, perUnit)));
      putShort(data, value + 4, (int) Math.ceil(code(forecast.yhatUpper()[h], least, perUnit)));
    }
  }

  private static double code(float value, double least, double perUnit) {
    return Math.min(CODES, Math.max(0, (value - least) * perUnit));
  }
}
