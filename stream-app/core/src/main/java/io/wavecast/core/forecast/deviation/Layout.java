package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Forecaster;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where each part of a {@link DeviationState} lies in its bytes, and access to numbers there. Big
 * endian. The state in memory and the state in a store are the same bytes: nothing is parsed.
 *
 * <pre>
 *   count  peak  age  scale  newest  next[3]  recent  held[features]  factors[10][2]
 *   phases[48]  memories  forecasts
 * </pre>
 */
final class Layout {
  static final VarHandle SHORT = handle(short[].class);
  static final VarHandle INT = handle(int[].class);
  static final VarHandle LONG = handle(long[].class);
  static final VarHandle FLOAT = handle(float[].class);

  /** Half hours of a day. */
  static final int PHASES = 48;

  /** int: observations judged so far. */
  static final int COUNT = 0;

  /** float: highest score since the last peak; short: observations since then. */
  static final int TOP = 4;

  static final int AGE = 8;

  /** float: mean absolute change from value to value. */
  static final int SCALE = 10;

  /** long: origin of the newest forecast kept, ms since the epoch. */
  static final int NEWEST = 14;

  /** float[3]: its yhat, lower and upper end one step ahead, exactly. */
  static final int NEXT = 22;

  /** {@link RollingStats}. */
  static final int RECENT = 34;

  /** float[features]: novelty of each feature, held for a few observations. */
  static final int HELD = RECENT + RollingStats.SIZE;

  /** short[10][2]: {@link Calibration}. */
  final int factors;

  /** float[48], NaN where not seen, or nothing. */
  final int phases;

  /** {@link IntervalMemory}, one after another. */
  final int memories;

  /** {@link OpenForecasts}. */
  final int forecasts;

  final int size;

  Layout(int features, int slots, int origins, boolean daily) {
    factors = HELD + 4 * features;
    phases = factors + 2 * 2 * Forecaster.HORIZON;
    memories = phases + (daily ? 4 * PHASES : 0);
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
