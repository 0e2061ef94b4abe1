package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getInt;
import static io.wavecast.core.forecast.Memory.getLong;
import static io.wavecast.core.forecast.Memory.getUnsigned;
import static io.wavecast.core.forecast.Memory.putFloat;
import static io.wavecast.core.forecast.Memory.putInt;
import static io.wavecast.core.forecast.Memory.putLong;
import static io.wavecast.core.forecast.Memory.putShort;

import io.wavecast.core.forecast.Floats;
import io.wavecast.core.forecast.Memory;
import io.wavecast.schemas.forecast.Forecast;
import java.util.Arrays;

/**
 * The forecasts that are not fully judged yet, as many as lead times, and the factors of their
 * intervals. A new forecast takes the place of the oldest one, and one lead time of each other that
 * has passed, so that one observation changes few bytes:
 *
 * <pre>
 *   place of lead time l of the forecast at i:   the pair of i and (i + l) mod horizon, in any order
 * </pre>
 *
 * <p>Values are multiples of a unit: 16 bits for the distance from the first value of their
 * forecast, 8 bits for each side of an interval, rounded outward. What depends on the horizon
 * follows the rest of the memory:
 *
 * <pre>
 *   short[horizon][2]  factors, see {@link Calibration}
 *   each forecast: short 1/256 steps since the one before, all bits where that is out of reach, 0 if
 *     there is none; float first value; float unit, negative if not calibrated
 *   each pair: short distance; byte width below, byte above
 * </pre>
 */
final class OpenForecasts {
  private static final int FACTORS = 2 * Short.BYTES;
  private static final int BASE = Short.BYTES;
  private static final int UNIT = BASE + Float.BYTES;
  private static final int HEADER = UNIT + Float.BYTES;
  private static final int PAIR = Integer.BYTES;
  private static final double MAX_DISTANCE = Short.MAX_VALUE;
  private static final int MAX_WIDTH = 255;
  private static final int STEP_PARTS = 256;
  private static final int OUT_OF_REACH = 0xffff;

  private final int horizon;
  private final int newest;
  private final int latest;
  private final int step;
  private final int oneStep;
  private final int end;

  /**
   * @param memory in which nothing else is declared afterwards
   */
  OpenForecasts(Memory memory) {
    horizon = memory.take(1);
    newest = memory.take(1);
    latest = memory.take(Long.BYTES);
    step = memory.take(Float.BYTES);
    oneStep = memory.take(3 * Float.BYTES);
    end = memory.size();
  }

  /** Lead times of the forecasts in a memory; 0 before the first. */
  int horizon(byte[] data) {
    return data[horizon];
  }

  /** Whether a memory has the size that its horizon needs. */
  boolean fits(byte[] array, int from, int length) {
    return length >= end && array[from + horizon] >= 0 && length == size(array[from + horizon]);
  }

  private int size(int leads) {
    return pairs(leads) + leads * (leads + 1) / 2 * PAIR;
  }

  private int pairs(int leads) {
    return end + leads * (FACTORS + HEADER);
  }

  /** The place of the i-th latest forecast. */
  private int place(byte[] data, int i) {
    int place = data[newest] - i;
    return place < 0 ? place + horizon(data) : place;
  }

  private int header(byte[] data, int place) {
    return end + horizon(data) * FACTORS + place * HEADER;
  }

  private int pair(byte[] data, int place, int lead) {
    int leads = horizon(data);
    int other = place + lead < leads ? place + lead : place + lead - leads;
    int larger = Math.max(place, other);
    return pairs(leads) + (larger * (larger + 1) / 2 + Math.min(place, other)) * PAIR;
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

  /** The errors of an observation. Of two forecasts with the same lead time, the later counts. */
  Errors errors(byte[] data, long time, float y) {
    int leads = horizon(data);
    Errors errors = new Errors(leads);
    double ahead = (time - (double) latest(data)) / stepMs(data);
    int since = 0;
    for (int i = 0; i < leads && since != OUT_OF_REACH; i++) {
      ahead += (double) since / STEP_PARTS;
      int lead = (int) (ahead + 0.5);
      int place = place(data, i);
      if (lead > i && lead <= leads && Float.isNaN(errors.byLead[lead - 1])) {
        add(errors, data, place, lead, y);
      }
      since = getUnsigned(data, header(data, place));
    }
    return errors;
  }

  private void add(Errors errors, byte[] data, int place, int lead, float y) {
    int header = header(data, place);
    float unit = getFloat(data, header + UNIT);
    if (lead == 1 && place == data[newest]) {
      float lower = getFloat(data, oneStep + Float.BYTES);
      float upper = getFloat(data, oneStep + 2 * Float.BYTES);
      errors.add(lead, unit > 0, getFloat(data, oneStep), lower, upper, y);
      return;
    }
    int pair = getInt(data, pair(data, place, lead));
    double size = Math.abs(unit);
    double yhat = getFloat(data, header + BASE) + size * (pair >> Short.SIZE);
    // what was rounded outward may exceed the largest float
    float lower = Floats.clamp(yhat - size * (pair >>> Byte.SIZE & MAX_WIDTH));
    float upper = Floats.clamp(yhat + size * (pair & MAX_WIDTH));
    errors.add(lead, unit > 0, Floats.clamp(yhat), lower, upper, y);
  }

  /** The step of the latest forecast, ms; 0 before the first. */
  double stepMs(byte[] data) {
    return getFloat(data, step);
  }

  /** The origin of the latest forecast, ms since the epoch; 0 before the first. */
  long latest(byte[] data) {
    return getLong(data, latest);
  }

  /** Time since the origin of the latest forecast, in its steps, at least 1. */
  double steps(byte[] data, long time) {
    double ms = stepMs(data);
    return ms == 0 ? 1 : Math.max(1, Math.rint((time - (double) latest(data)) / ms));
  }

  /** Adds a forecast as the latest, of the horizon of the memory; the oldest is removed. */
  void add(byte[] data, Forecast forecast, boolean calibrated) {
    boolean isFirst = getUnsigned(data, header(data, place(data, 0))) == 0;
    double since = (forecast.origin() - (double) latest(data)) / forecast.stepMs() * STEP_PARTS;
    data[newest] = (byte) ((data[newest] + 1) % forecast.horizon());
    putLong(data, latest, forecast.origin());
    putFloat(data, step, (double) forecast.stepMs());
    putFloat(data, oneStep, forecast.yhat()[0]);
    putFloat(data, oneStep + Float.BYTES, forecast.yhatLower()[0]);
    putFloat(data, oneStep + 2 * Float.BYTES, forecast.yhatUpper()[0]);
    double base = forecast.yhat()[0];
    double widest = 0;
    double farthest = 0;
    for (int h = 0; h < forecast.horizon(); h++) {
      double yhat = forecast.yhat()[h];
      double width = Math.max(yhat - forecast.yhatLower()[h], forecast.yhatUpper()[h] - yhat);
      widest = Math.max(widest, width);
      farthest = Math.max(farthest, Math.abs(yhat - base));
    }
    double unit = Math.max(widest / (MAX_WIDTH - 1), farthest / MAX_DISTANCE);
    unit = Math.max(unit, Float.MIN_NORMAL);
    int place = place(data, 0);
    int header = header(data, place);
    int code = (int) Math.max(1, Math.min(OUT_OF_REACH, Math.rint(since)));
    putShort(data, header, isFirst ? OUT_OF_REACH : code);
    putFloat(data, header + BASE, base);
    putFloat(data, header + UNIT, calibrated ? unit : -unit);
    unit = Math.abs(getFloat(data, header + UNIT));
    double perUnit = 1 / unit;
    for (int h = 0; h < forecast.horizon(); h++) {
      int pair = pair(data, place, h + 1);
      double distance = Math.rint((forecast.yhat()[h] - base) * perUnit);
      double yhat = base + unit * distance;
      int lower = width((yhat - forecast.yhatLower()[h]) * perUnit);
      int upper = width((forecast.yhatUpper()[h] - yhat) * perUnit);
      putInt(data, pair, (int) distance << Short.SIZE | lower << Byte.SIZE | upper);
    }
  }

  private static int width(double units) {
    return Math.max(0, Math.min(MAX_WIDTH, (int) Math.ceil(units)));
  }
}
