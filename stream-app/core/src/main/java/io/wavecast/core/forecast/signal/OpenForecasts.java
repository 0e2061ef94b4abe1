package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getLong;
import static io.wavecast.core.forecast.Memory.getUnsigned;
import static io.wavecast.core.forecast.Memory.putFloat;
import static io.wavecast.core.forecast.Memory.putLong;
import static io.wavecast.core.forecast.Memory.putShort;

import io.wavecast.core.forecast.Floats;
import io.wavecast.core.forecast.Memory;
import io.wavecast.schemas.forecast.Forecast;
import java.util.Arrays;

/**
 * The forecasts that are not fully judged yet, as many as lead times, and the factors of their
 * intervals. A new forecast takes the place of the oldest one, so that one observation changes few
 * bytes.
 *
 * <p>Values are 16-bit codes between the minimum and the maximum of their forecast; ends of
 * intervals are rounded outward. What depends on the horizon follows the rest of the memory:
 *
 * <pre>
 *   short[horizon][2]  factors, see {@link Calibration}
 *   each forecast: long origin, ms since the epoch; float step, ms, negative if not calibrated, 0
 *     if there is none; float value of code 0; float value of one code; short[horizon][3] codes
 * </pre>
 */
final class OpenForecasts {
  private static final int FACTORS = 2 * Short.BYTES;
  private static final int STEP = Long.BYTES;
  private static final int MIN = STEP + Float.BYTES;
  private static final int UNIT = MIN + Float.BYTES;
  private static final int HEADER = UNIT + Float.BYTES;
  private static final int LOWER = Short.BYTES;
  private static final int UPPER = LOWER + Short.BYTES;
  private static final int VALUES = UPPER + Short.BYTES;
  private static final int MAX_CODE = 65_535;

  private final int horizon;
  private final int newest;
  private final int latest;
  private final int oneStep;
  private final int end;

  /**
   * @param memory in which nothing else is declared afterwards
   */
  OpenForecasts(Memory memory) {
    horizon = memory.take(1);
    newest = memory.take(1);
    latest = memory.take(Long.BYTES);
    oneStep = memory.take(3 * Float.BYTES);
    end = memory.size();
  }

  /** The forecast of one time; lead 0 and NaN if there is none. */
  static final class Expected {
    int lead;
    boolean calibrated;
    float yhat = Float.NaN;
    float lower = Float.NaN;
    float upper = Float.NaN;
  }

  /** Lead times of the forecasts in a memory; 0 before the first. */
  int horizon(byte[] data) {
    return data[horizon];
  }

  /** Whether a memory has the size that its horizon needs. */
  boolean fits(byte[] data) {
    return data.length >= end && horizon(data) >= 0 && data.length == size(horizon(data));
  }

  private int size(int leads) {
    return end + leads * FACTORS + leads * (HEADER + leads * VALUES);
  }

  /** Offset of the i-th latest forecast. */
  private int entry(byte[] data, int i) {
    int leads = horizon(data);
    int place = Math.floorMod(data[newest] - i, leads);
    return end + leads * FACTORS + place * (HEADER + leads * VALUES);
  }

  /** A memory for forecasts of a horizon: the same one, or one that has forgotten others. */
  byte[] withHorizon(byte[] data, int leads) {
    if (horizon(data) == leads) {
      return data;
    }
    byte[] other = new byte[size(leads)];
    System.arraycopy(data, 0, other, 0, end);
    other[horizon] = (byte) leads;
    other[newest] = 0;
    return other;
  }

  /** Where the factor of one side at a lead time, 1..horizon, is. */
  int factor(int lead, boolean above) {
    return end + FACTORS * (lead - 1) + (above ? Short.BYTES : 0);
  }

  /** Sets all factors to 1. */
  void clearFactors(byte[] data) {
    Arrays.fill(data, end, end + horizon(data) * FACTORS, (byte) 0);
  }

  /**
   * Finds what the i-th latest forecast predicts for a time.
   *
   * @param out receives the result
   * @return whether it covers that time
   */
  boolean find(byte[] data, int i, long time, Expected out) {
    int entry = entry(data, i);
    float step = getFloat(data, entry + STEP);
    if (step == 0) {
      return false;
    }
    double ahead = time - (double) getLong(data, entry);
    int lead = (int) (ahead / Math.abs(step) + 0.5);
    if (lead < 1 || lead > horizon(data)) {
      return false;
    }
    out.lead = lead;
    out.calibrated = step > 0;
    if (i == 0 && lead == 1) {
      out.yhat = getFloat(data, oneStep);
      out.lower = getFloat(data, oneStep + Float.BYTES);
      out.upper = getFloat(data, oneStep + 2 * Float.BYTES);
      return true;
    }
    int value = entry + HEADER + (lead - 1) * VALUES;
    double min = getFloat(data, entry + MIN);
    double unit = getFloat(data, entry + UNIT);
    // a code that was rounded outward may exceed the largest float
    out.yhat = Floats.clamp(min + unit * getUnsigned(data, value));
    out.lower = Floats.clamp(min + unit * getUnsigned(data, value + LOWER));
    out.upper = Floats.clamp(min + unit * getUnsigned(data, value + UPPER));
    return true;
  }

  /** The step of the latest forecast, ms; 0 before the first. */
  double stepMs(byte[] data) {
    return horizon(data) == 0 ? 0 : Math.abs(getFloat(data, entry(data, 0) + STEP));
  }

  /** The origin of the latest forecast, ms since the epoch; 0 before the first. */
  long latest(byte[] data) {
    return getLong(data, latest);
  }

  /** Time since the origin of the latest forecast, in its steps, at least 1. */
  double steps(byte[] data, long time) {
    double step = stepMs(data);
    return step == 0 ? 1 : Math.max(1, Math.rint((time - (double) latest(data)) / step));
  }

  /** Adds a forecast as the latest, of the horizon of the memory; the oldest is removed. */
  void add(byte[] data, Forecast forecast, boolean calibrated) {
    data[newest] = (byte) ((data[newest] + 1) % horizon(data));
    putLong(data, latest, forecast.origin());
    putFloat(data, oneStep, forecast.yhat()[0]);
    putFloat(data, oneStep + Float.BYTES, forecast.yhatLower()[0]);
    putFloat(data, oneStep + 2 * Float.BYTES, forecast.yhatUpper()[0]);
    put(data, entry(data, 0), forecast, calibrated);
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
    putLong(data, entry, forecast.origin());
    putFloat(data, entry + STEP, (float) (calibrated ? forecast.stepMs() : -forecast.stepMs()));
    putFloat(data, entry + MIN, min);
    putFloat(data, entry + UNIT, unit);
    for (int h = 0; h < forecast.horizon(); h++) {
      int value = entry + HEADER + h * VALUES;
      putShort(data, value, (int) Math.rint(code(forecast.yhat()[h], min, perUnit)));
      putShort(data, value + LOWER, (int) Math.floor(code(forecast.yhatLower()[h], min, perUnit)));
      putShort(data, value + UPPER, (int) Math.ceil(code(forecast.yhatUpper()[h], min, perUnit)));
    }
  }

  private static double code(float value, double min, double perUnit) {
    return Math.min(MAX_CODE, Math.max(0, (value - min) * perUnit));
  }
}
