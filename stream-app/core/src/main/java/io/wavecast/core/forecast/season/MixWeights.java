package io.wavecast.core.forecast.season;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getLong;
import static io.wavecast.core.forecast.Memory.putFloat;
import static io.wavecast.core.forecast.Memory.putLong;

import io.wavecast.core.forecast.Floats;

/**
 * Decides how much the seasonal forecast counts: a weight. From time to time a pair of forecasts is
 * kept, the model's and the seasonal one, and each of a few mixes of both is judged when the values
 * come:
 *
 * <pre>
 *   mix(w) = model + w * (season - model)              w in 0, 1/4, 1/2, 3/4, 1
 *   sum(w) = {@value #KEEP} * sum(w) + |value - mix(w)|, over every second lead time
 * </pre>
 *
 * <p>The mix of the smallest sum is given out, but only the model's forecast as long as no mix is
 * better by {@value #MARGIN}.
 */
final class MixWeights {
  private static final int ORIGIN = SeasonMemory.END;
  private static final int PAIR = ORIGIN + Long.BYTES;

  /** The longest lead time that is judged. */
  private static final int LONGEST = 10;

  private static final int LEADS = LONGEST / 2;
  private static final int MIXES = 5;
  private static final int SUMS = PAIR + 2 * Float.BYTES * LEADS;
  static final int END = SUMS + Float.BYTES * MIXES;

  /** Earlier errors count this much when a pair is begun. */
  private static final double KEEP = 0.98;

  /** Share of the model's error by which a mix must be better. */
  private static final double MARGIN = 0.02;

  /** So long ago that all its lead times have passed. */
  private static final long NEVER = Long.MIN_VALUE / 2;

  private MixWeights() {}

  static void clear(byte[] data) {
    putLong(data, ORIGIN, NEVER);
  }

  /** Whether the values of the latest pair have all come, so that another can be kept. */
  static boolean isOver(byte[] data, long time, long step) {
    return lead(data, time, step) >= LONGEST;
  }

  /** Keeps a pair of forecasts of all lead times. */
  static void begin(byte[] data, long origin, float[] model, double[] season) {
    putLong(data, ORIGIN, origin);
    for (int i = 0; i < LEADS; i++) {
      int lead = 2 * i + 1;
      boolean isThere = lead < model.length;
      putFloat(data, pair(i), isThere ? model[lead] : Float.NaN);
      putFloat(data, pair(i) + Float.BYTES, isThere ? Floats.clamp(season[lead]) : Float.NaN);
    }
    for (int m = 0; m < MIXES; m++) {
      putFloat(data, sum(m), (float) (KEEP * getFloat(data, sum(m))));
    }
  }

  /** Judges the mixes by a value. */
  static void judge(byte[] data, long time, long step, double y) {
    double lead = lead(data, time, step);
    if (lead >= 2 && lead <= LONGEST && lead % 2 == 0) {
      int i = (int) lead / 2 - 1;
      double model = getFloat(data, pair(i));
      double season = getFloat(data, pair(i) + Float.BYTES);
      for (int m = 0; m < MIXES && !Double.isNaN(model); m++) {
        double error = Math.abs(y - model - weight(m) * (season - model));
        putFloat(data, sum(m), Floats.clamp(getFloat(data, sum(m)) + error));
      }
    }
  }

  /** How much the seasonal forecast counts in the best mix, 0..1. */
  static double best(byte[] data) {
    int best = 0;
    for (int m = 1; m < MIXES; m++) {
      if (getFloat(data, sum(m)) < getFloat(data, sum(best))) {
        best = m;
      }
    }
    return getFloat(data, sum(best)) < (1 - MARGIN) * getFloat(data, sum(0)) ? weight(best) : 0;
  }

  private static double weight(int mix) {
    return mix / (MIXES - 1.0);
  }

  private static double lead(byte[] data, long time, long step) {
    return Math.rint((time - getLong(data, ORIGIN)) / (double) step);
  }

  private static int pair(int i) {
    return PAIR + 2 * Float.BYTES * i;
  }

  private static int sum(int mix) {
    return SUMS + Float.BYTES * mix;
  }
}
