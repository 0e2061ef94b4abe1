package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.LATEST_ONE_STEP;
import static io.wavecast.core.forecast.deviation.Layout.LATEST_ORIGIN;
import static io.wavecast.core.forecast.deviation.Layout.LONG;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.getUnsigned;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putShort;

import io.wavecast.core.forecast.Floats;
import io.wavecast.schemas.forecast.Forecast;

/**
 * The forecasts that are not fully judged yet, latest first. The i-th latest no longer needs its i
 * shortest lead times, which have passed.
 *
 * <pre>
 *   lead time  1 2 3 4 5 6 7 8 9 10
 *   latest     x x x x x x x x x x
 *              . x x x x x x x x x      (full profile)
 *              . . x x x x x x x x
 * </pre>
 *
 * <p>Values are 16-bit codes between the minimum and the maximum of their forecast; ends of
 * intervals are rounded outward. Times are floats relative to the latest origin: exact to 1e-7, and
 * only the nearest step counts.
 */
final class OpenForecasts {
  // header of an entry: float age of the origin, ms; float step, ms, negative if not calibrated, 0
  // if there is no entry; float value of code 0; float value of one code
  private static final int AGE = 0;
  private static final int STEP = 4;
  static final int MIN = 8;
  static final int UNIT = 12;
  static final int HEADER = 16;

  // then of each lead time: the codes of yhat, yhatLower and yhatUpper
  static final int YHAT = 0;
  static final int LOWER = Short.BYTES;
  static final int UPPER = 2 * Short.BYTES;
  static final int VALUES = 3 * Short.BYTES;

  private static final int MAX_CODE = 65_535;

  private OpenForecasts() {}

  /** The forecast of one time; lead 0 and NaN if there is none. */
  static final class Expected {
    int lead;
    boolean calibrated;
    float yhat = Float.NaN;
    float lower = Float.NaN;
    float upper = Float.NaN;
  }

  static int size(int origins, int horizon) {
    return offset(origins, origins, horizon);
  }

  /** Offset of the i-th latest. */
  private static int offset(int i, int origins, int horizon) {
    int gone = origins == horizon ? i * (i - 1) / 2 : 0;
    return i * (HEADER + horizon * VALUES) - gone * VALUES;
  }

  /** The shortest lead time that is kept of the i-th latest. */
  private static int first(int i, int origins, int horizon) {
    return origins == horizon ? i + 1 : 1;
  }

  /**
   * Finds what the i-th latest forecast predicts for a time.
   *
   * @param out receives the result
   * @return whether it covers that time
   */
  static boolean find(byte[] data, Layout layout, int i, long time, Expected out) {
    int horizon = layout.horizon(data);
    int origins = layout.origins(data);
    int entry = layout.forecasts(data) + offset(i, origins, horizon);
    float step = getFloat(data, entry + STEP);
    if (step == 0) {
      return false;
    }
    double ahead =
        time - (long) LONG.get(data, LATEST_ORIGIN) + (double) getFloat(data, entry + AGE);
    double steps = ahead / Math.abs(step) + 0.5;
    int first = first(i, origins, horizon);
    int lead = (int) steps;
    if (lead < first || lead > horizon) {
      return false;
    }
    out.lead = lead;
    out.calibrated = step > 0;
    if (i == 0 && lead == 1) {
      out.yhat = getFloat(data, LATEST_ONE_STEP);
      out.lower = getFloat(data, LATEST_ONE_STEP + Float.BYTES);
      out.upper = getFloat(data, LATEST_ONE_STEP + 2 * Float.BYTES);
      return true;
    }
    int value = entry + HEADER + (out.lead - first) * VALUES;
    double min = getFloat(data, entry + MIN);
    double unit = getFloat(data, entry + UNIT);
    // a code that was rounded outward may exceed the largest float
    out.yhat = Floats.clamp(min + unit * getUnsigned(data, value + YHAT));
    out.lower = Floats.clamp(min + unit * getUnsigned(data, value + LOWER));
    out.upper = Floats.clamp(min + unit * getUnsigned(data, value + UPPER));
    return true;
  }

  /** The step of the latest forecast, ms; 0 before the first. */
  static double stepMs(byte[] data, Layout layout) {
    return Math.abs(getFloat(data, layout.forecasts(data) + STEP));
  }

  /** Time since the origin of the latest forecast, in its steps, at least 1. */
  static double steps(byte[] data, Layout layout, long time) {
    double step = stepMs(data, layout);
    double passed = time - (double) (long) LONG.get(data, LATEST_ORIGIN);
    return step == 0 ? 1 : Math.max(1, Math.rint(passed / step));
  }

  /** Adds a forecast as the latest; the oldest is removed. */
  static void add(byte[] data, Layout layout, Forecast forecast, boolean calibrated) {
    shift(data, layout, forecast.origin());
    putFloat(data, LATEST_ONE_STEP, forecast.yhat()[0]);
    putFloat(data, LATEST_ONE_STEP + Float.BYTES, forecast.yhatLower()[0]);
    putFloat(data, LATEST_ONE_STEP + 2 * Float.BYTES, forecast.yhatUpper()[0]);
    put(data, layout.forecasts(data), forecast, calibrated);
  }

  /**
   * Makes room for a forecast as the latest. Differences of states are stored that repeat this, so
   * it never changes.
   */
  static void shift(byte[] data, Layout layout, long origin) {
    int at = layout.forecasts(data);
    int origins = layout.origins(data);
    int horizon = layout.horizon(data);
    double passed = origin - (double) (long) LONG.get(data, LATEST_ORIGIN);
    for (int i = 0; i < origins; i++) {
      int age = at + offset(i, origins, horizon) + AGE;
      putFloat(data, age, (float) (getFloat(data, age) + passed));
    }
    if (origins == horizon) {
      for (int i = origins - 2; i >= 0; i--) {
        int from = at + offset(i, origins, horizon);
        int to = at + offset(i + 1, origins, horizon);
        System.arraycopy(data, from, data, to, HEADER);
        int values = (horizon - i - 1) * VALUES;
        System.arraycopy(data, from + HEADER + VALUES, data, to + HEADER, values);
      }
    } else {
      int size = offset(1, origins, horizon);
      if (isSpent(data, at + size, horizon)) {
        System.arraycopy(data, at, data, at + size, size);
      }
    }
    LONG.set(data, LATEST_ORIGIN, origin);
    putFloat(data, at + AGE, 0);
  }

  /** Whether all lead times of a forecast have passed. */
  private static boolean isSpent(byte[] data, int entry, int horizon) {
    return getFloat(data, entry + AGE) >= (horizon - 0.5) * Math.abs(getFloat(data, entry + STEP));
  }

  private static void put(byte[] data, int entry, Forecast forecast, boolean calibrated) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int h = 0; h < forecast.horizon(); h++) {
      min = Math.min(min, Math.min(forecast.yhat()[h], forecast.yhatLower()[h]));
      max = Math.max(max, Math.max(forecast.yhat()[h], forecast.yhatUpper()[h]));
    }
    float unit = (float) ((max - min) / (MAX_CODE - 1));
    double perUnit = unit > 0 ? 1 / (double) unit : 0;
    putFloat(data, entry + STEP, (float) (calibrated ? forecast.stepMs() : -forecast.stepMs()));
    putFloat(data, entry + MIN, (float) min);
    putFloat(data, entry + UNIT, unit);
    for (int h = 0; h < forecast.horizon(); h++) {
      int value = entry + HEADER + h * VALUES;
      putShort(data, value + YHAT, (int) Math.rint(code(forecast.yhat()[h], min, perUnit)));
      putShort(data, value + LOWER, (int) Math.floor(code(forecast.yhatLower()[h], min, perUnit)));
      putShort(data, value + UPPER, (int) Math.ceil(code(forecast.yhatUpper()[h], min, perUnit)));
    }
  }

  private static double code(float value, double min, double perUnit) {
    return Math.min(MAX_CODE, Math.max(0, (value - min) * perUnit));
  }
}
