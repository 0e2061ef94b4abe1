package io.wavecast.core.forecast.deviation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Offsets of the parts of a {@link DeviationState} in its bytes, and access to numbers there. Big
 * endian. The state in memory and in a store are the same bytes, so nothing is parsed.
 *
 * <pre>
 *   count  peak score  since peak  scale  latest origin  latest one-step[3]  rolling statistics
 *   novelty[features]  factors[10][2]  phases[48]  memories  forecasts
 * </pre>
 */
final class Layout {
  static final VarHandle SHORT = handle(short[].class);
  static final VarHandle INT = handle(int[].class);
  static final VarHandle LONG = handle(long[].class);
  static final VarHandle FLOAT = handle(float[].class);

  /** Half hours per day. */
  static final int PHASES = 48;

  /** int: observations judged so far. */
  static final int COUNT = 0;

  /** float: the score of the last peak. */
  static final int PEAK_SCORE = 4;

  /** short: observations since the last peak. */
  static final int SINCE_PEAK = 8;

  /** float: mean absolute change between consecutive values. */
  static final int SCALE = 10;

  /** long: origin of the latest forecast, ms since the epoch. */
  static final int LATEST_ORIGIN = 14;

  /** float[3]: yhat, yhatLower and yhatUpper of its one-step forecast, exactly. */
  static final int LATEST_ONE_STEP = 22;

  /** {@link RollingStats}. */
  static final int ROLLING = 34;

  /** float[features]: novelty of each feature, decaying over a few observations. */
  static final int NOVELTY = ROLLING + RollingStats.SIZE;

  /** short[10][2]: {@link Calibration}. */
  final int factors;

  /** float[48]: usual value of each half hour, NaN before the first; absent unless daily. */
  final int phases;

  /** {@link IntervalMemory} of each feature. */
  final int memories;

  /** {@link OpenForecasts}. */
  final int forecasts;

  final int size;

  Layout(int features, int slots, int origins, boolean daily) {
    factors = NOVELTY + Float.BYTES * features;
    phases = factors + Calibration.SIZE;
    memories = phases + (daily ? Float.BYTES * PHASES : 0);
    forecasts = memories + features * IntervalMemory.size(slots);
    size = forecasts + OpenForecasts.size(origins);
  }

  static float getFloat(byte[] data, int at) {
    return (float) FLOAT.get(data, at);
  }

  static void putFloat(byte[] data, int at, float value) {
    FLOAT.set(data, at, value);
  }

  static int getUnsigned(byte[] data, int at) {
    return (short) SHORT.get(data, at) & 0xffff;
  }

  static void putShort(byte[] data, int at, int value) {
    SHORT.set(data, at, (short) value);
  }

  private static VarHandle handle(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
  }
}
