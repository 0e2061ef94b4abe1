package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.LEADS;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.getUnsigned;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;
import static io.wavecast.core.forecast.deviation.Layout.putShort;

import java.util.stream.IntStream;

/**
 * Predicts the latest forecast from the one before, one step ahead of it: the same values, and the
 * same widths of the intervals by lead time. Part of the stored differences: it never changes.
 */
final class ForecastForesight {
  private static final int[] FRAME = {OpenForecasts.MIN, OpenForecasts.UNIT};
  private static final int[] YHAT = codes(OpenForecasts.YHAT);
  private static final int[] LOWER = codes(OpenForecasts.LOWER);
  private static final int[] UPPER = codes(OpenForecasts.UPPER);
  private static final int[] ONE_STEP =
      IntStream.range(0, 3).map(i -> Layout.LATEST_ONE_STEP + Float.BYTES * i).toArray();

  private ForecastForesight() {}

  private static int[] codes(int kind) {
    return IntStream.range(0, LEADS)
        .map(h -> OpenForecasts.HEADER + OpenForecasts.VALUES * h + kind)
        .toArray();
  }

  /** Adds the forecast of an origin as the latest. */
  static void add(byte[] data, Profile profile, long origin, Residuals residuals) {
    int at = profile.layout.forecasts;
    double[] yhat = new double[LEADS];
    double[] below = new double[LEADS];
    double[] above = new double[LEADS];
    double min = getFloat(data, at + OpenForecasts.MIN);
    double unit = getFloat(data, at + OpenForecasts.UNIT);
    for (int h = 0; h < LEADS; h++) {
      int code = getUnsigned(data, at + YHAT[h]);
      yhat[Math.max(0, h - 1)] = min + unit * code;
      yhat[h] = min + unit * code;
      below[h] = unit * (code - getUnsigned(data, at + LOWER[h]));
      above[h] = unit * (getUnsigned(data, at + UPPER[h]) - code);
    }
    OpenForecasts.shift(data, profile.layout, origin);
    residuals.floats(data, at, FRAME);
    min = getFloat(data, at + OpenForecasts.MIN);
    unit = getFloat(data, at + OpenForecasts.UNIT);
    for (int h = 0; h < LEADS; h++) {
      put(data, at + YHAT[h], (yhat[h] - min) / unit);
    }
    residuals.shorts(data, at, YHAT);
    for (int h = 0; h < LEADS; h++) {
      int code = getUnsigned(data, at + YHAT[h]);
      put(data, at + LOWER[h], code - below[h] / unit);
      put(data, at + UPPER[h], code + above[h] / unit);
    }
    residuals.shorts(data, at, LOWER);
    residuals.shorts(data, at, UPPER);
    for (int i = 0; i < ONE_STEP.length; i++) {
      int code = getUnsigned(data, at + OpenForecasts.HEADER + Short.BYTES * i);
      putFloat(data, ONE_STEP[i], (float) (min + unit * code));
    }
    residuals.floats(data, 0, ONE_STEP);
  }

  private static void put(byte[] data, int at, double code) {
    putShort(data, at, (int) Math.rint(Math.max(0, Math.min(0xffff, code))));
  }
}
