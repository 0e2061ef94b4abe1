package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Floats;
import io.wavecast.schemas.forecast.Forecast;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Offsets of the parts of a {@link DeviationState} in its bytes, and access to numbers there. Big
 * endian. The state in memory and in a store are the same bytes, so nothing is parsed.
 *
 * <pre>
 *   count  peak score  since peak  scale  latest origin  latest one-step[3]  counter
 *   factors[10][2]  open anomaly  voices  tails[features]  forecasts  later features
 *   for another horizon than 10:  forecasts  factors[horizon - 10][2]  horizon(1)
 * </pre>
 */
final class Layout {
  static final VarHandle SHORT = handle(short[].class);
  static final VarHandle INT = handle(int[].class);
  static final VarHandle LONG = handle(long[].class);
  static final VarHandle FLOAT = handle(float[].class);

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

  /** {@link Counter}. */
  static final int COUNTER = 34;

  /** The horizon of a state that says none, and how many factors each has in its first part. */
  static final int LEADS = 10;

  /** short[10][2]: {@link Calibration}. */
  static final int FACTORS = COUNTER + Counter.SIZE;

  /** {@link OpenAnomaly}. */
  static final int ANOMALY = FACTORS + Calibration.SIZE;

  /** Bytes of a later feature. */
  private static final int LATER = Float.BYTES + Tail.SIZE;

  /** The largest number of 16 bits. */
  private static final float MAX_HALF = Float.intBitsToFloat(0x7f7f_0000);

  /** The number of features that are not later ones. */
  final int first;

  /** The states of the {@link Voices}. */
  final int voices;

  /** {@link Tail} of each feature. */
  final int tails;

  /** {@link OpenForecasts} of {@value #LEADS} lead times. */
  final int forecasts;

  /** The open forecasts of a horizon of {@value #LEADS}; as many as lead times, or fewer. */
  private final int origins;

  /**
   * What was added to this layout, so that states without it stay readable: {@link TimeOfWeek}, and
   * of each later feature its peak (see {@link OpenAnomaly}) and its {@link Tail}.
   */
  final int later;

  final int size;

  /**
   * @param voices bytes of the states of the voices
   */
  Layout(int features, int voices, int origins) {
    first = Math.min(features, Feature.FIRST);
    this.voices = ANOMALY + OpenAnomaly.size(first);
    tails = this.voices + voices;
    forecasts = tails + first * Tail.SIZE;
    this.origins = origins;
    later = forecasts + OpenForecasts.size(origins, LEADS);
    int more = features - first;
    size = later + (more == 0 ? 0 : TimeOfWeek.SIZE + more * LATER);
  }

  /** The horizon of a state. */
  int horizon(byte[] data) {
    return data.length <= size ? LEADS : data[data.length - 1];
  }

  /** Where the open forecasts of a state are. */
  int forecasts(byte[] data) {
    return data.length <= size ? forecasts : size;
  }

  /** The number of open forecasts of a state. */
  int origins(byte[] data) {
    return origins(horizon(data));
  }

  private int origins(int horizon) {
    return origins == LEADS ? horizon : Math.min(origins, horizon);
  }

  /** The size of a state. */
  int size(int horizon) {
    return horizon == LEADS
        ? size
        : size
            + OpenForecasts.size(origins(horizon), horizon)
            + Math.max(0, horizon - LEADS) * 2 * Short.BYTES
            + 1;
  }

  /** Whether a state has a size that its last byte allows. */
  boolean isSize(int length, byte last) {
    return length == size
        || (last > 0 && last <= Forecast.MAX_HORIZON && last != LEADS && length == size(last));
  }

  /** A state for forecasts of another horizon; those of the horizon before are given up. */
  byte[] withHorizon(byte[] data, int horizon) {
    int before = horizon(data);
    if (horizon == before) {
      return data;
    }
    byte[] other = Arrays.copyOf(Arrays.copyOf(data, size), size(horizon));
    Arrays.fill(other, forecasts, later, (byte) 0);
    if (horizon != LEADS) {
      other[other.length - 1] = (byte) horizon;
    }
    for (int lead = LEADS + 1; lead <= Math.min(before, horizon); lead++) {
      System.arraycopy(
          data,
          Calibration.offset(data, lead, false),
          other,
          Calibration.offset(other, lead, false),
          2 * Short.BYTES);
    }
    return other;
  }

  /** Whether the profile has the later features. */
  boolean hasLater() {
    return later < size;
  }

  /** Offset of the tail of a feature. */
  int tail(Feature feature) {
    return feature.index < Feature.FIRST
        ? tails + Tail.SIZE * feature.index
        : later(feature) + Float.BYTES;
  }

  /** Offset of the peak of a feature in the open anomaly. */
  int peak(Feature feature) {
    return feature.index < Feature.FIRST
        ? OpenAnomaly.PEAKS + Float.BYTES * feature.index
        : later(feature);
  }

  private int later(Feature feature) {
    return later + TimeOfWeek.SIZE + LATER * (feature.index - Feature.FIRST);
  }

  static float getFloat(byte[] data, int at) {
    return (float) FLOAT.get(data, at);
  }

  static void putFloat(byte[] data, int at, float value) {
    FLOAT.set(data, at, value);
  }

  /** Stores the nearest finite float: an infinite mean would never be a number again. */
  static void putFloat(byte[] data, int at, double x) {
    putFloat(data, at, Floats.clamp(x));
  }

  static int getUnsigned(byte[] data, int at) {
    return (short) SHORT.get(data, at) & 0xffff;
  }

  static void putShort(byte[] data, int at, int value) {
    SHORT.set(data, at, (short) value);
  }

  /** A number of 16 bits, the upper half of a float: of 8 bits of precision. */
  static float getHalf(byte[] data, int at) {
    return Float.intBitsToFloat((short) SHORT.get(data, at) << 16);
  }

  /** Rounds to the nearest; what is too large becomes the largest. */
  static void putHalf(byte[] data, int at, double x) {
    float kept = (float) Math.max(-MAX_HALF, Math.min(MAX_HALF, x));
    putShort(data, at, (Float.floatToIntBits(kept) + 0x8000) >>> 16);
  }

  private static VarHandle handle(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
  }
}
