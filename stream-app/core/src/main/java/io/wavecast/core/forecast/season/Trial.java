package io.wavecast.core.forecast.season;

import io.wavecast.core.forecast.Floats;
import java.nio.ByteBuffer;

/**
 * Decides how much the seasonal forecast counts. From time to time a pair of forecasts is kept, the
 * model's and the seasonal one, and each of a few mixes of both is judged when the values come:
 *
 * <pre>
 *   mix(w) = model + w * (season - model)              w in 0, 1/4, 1/2, 3/4, 1
 *   sum(w) = {@value #KEEP} * sum(w) + |value - mix(w)|, over every second lead time
 * </pre>
 *
 * <p>The mix of the smallest sum is given out, but only the model's forecast as long as no mix is
 * better by {@value #MARGIN}.
 */
final class Trial {
  private static final int ORIGIN = Profiles.END;
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

  private Trial() {}

  static void clear(ByteBuffer data) {
    data.putLong(ORIGIN, NEVER);
  }

  /** Whether the values of the latest pair have all come, so that another can be kept. */
  static boolean isOver(ByteBuffer data, long time, long step) {
    return lead(data, time, step) >= LONGEST;
  }

  /** Keeps a pair of forecasts of all lead times. */
  static void begin(ByteBuffer data, long origin, float[] model, double[] season) {
    data.putLong(ORIGIN, origin);
    for (int i = 0; i < LEADS; i++) {
      int lead = 2 * i + 1;
      boolean isThere = lead < model.length;
      data.putFloat(pair(i), isThere ? model[lead] : Float.NaN);
      data.putFloat(pair(i) + Float.BYTES, isThere ? Floats.clamp(season[lead]) : Float.NaN);
    }
    for (int m = 0; m < MIXES; m++) {
      data.putFloat(sum(m), (float) (KEEP * data.getFloat(sum(m))));
    }
  }

  /** Judges the mixes by a value. */
  static void judge(ByteBuffer data, long time, long step, double y) {
    double lead = lead(data, time, step);
    if (lead >= 2 && lead <= LONGEST && lead % 2 == 0) {
      int i = (int) lead / 2 - 1;
      double model = data.getFloat(pair(i));
      double season = data.getFloat(pair(i) + Float.BYTES);
      for (int m = 0; m < MIXES && !Double.isNaN(model); m++) {
        double error = Math.abs(y - model - weight(m) * (season - model));
        data.putFloat(sum(m), Floats.clamp(data.getFloat(sum(m)) + error));
      }
    }
  }

  /** How much the seasonal forecast counts in the best mix, 0..1. */
  static double weight(ByteBuffer data) {
    int best = 0;
    for (int m = 1; m < MIXES; m++) {
      if (data.getFloat(sum(m)) < data.getFloat(sum(best))) {
        best = m;
      }
    }
    return data.getFloat(sum(best)) < (1 - MARGIN) * data.getFloat(sum(0)) ? weight(best) : 0;
  }

  private static double weight(int mix) {
    return mix / (MIXES - 1.0);
  }

  private static double lead(ByteBuffer data, long time, long step) {
    return Math.rint((time - data.getLong(ORIGIN)) / (double) step);
  }

  private static int pair(int i) {
    return PAIR + 2 * Float.BYTES * i;
  }

  private static int sum(int mix) {
    return SUMS + Float.BYTES * mix;
  }
}
