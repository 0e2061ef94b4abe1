package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

import java.util.Arrays;

/**
 * The median over all lead times of the errors of the forecasts for one value, smoothed: small when
 * one forecast is wrong, large when none foresaw the level.
 *
 * <p>Bytes: float mean half width; float smoothed median, in half widths and in the unit of the
 * series.
 */
final class LeadErrors implements Family {
  private static final ErrorFeatures FEATURES =
      new ErrorFeatures(
          Voice.LEAD_TIMES,
          Feature.LEADS_ABOVE,
          Feature.LEADS_BELOW,
          Feature.RAW_LEADS_ABOVE,
          Feature.RAW_LEADS_BELOW,
          false);

  static final int WIDTH = 0;
  static final int MEDIAN = 4;
  static final int RAW_MEDIAN = 8;

  private static final double SMOOTHING = 0.3;

  @Override
  public int size() {
    return 3 * Float.BYTES;
  }

  @Override
  public void listen(Sample s, int at) {
    if (s.counter) {
      return;
    }
    if (s.isWarmingUpAgain()) { // what was far from its forecasts before the pause is over
      putFloat(s.data, at + MEDIAN, 0);
      putFloat(s.data, at + RAW_MEDIAN, 0);
      return;
    }
    int horizon = s.errors.byLead.length;
    double[] z = new double[horizon];
    double[] raw = new double[horizon];
    double mean = getFloat(s.data, at + WIDTH);
    double width = 0;
    for (int lead = 0; lead < horizon; lead++) {
      if (Float.isNaN(s.errors.byLead[lead])) {
        return;
      }
      raw[lead] = s.errors.counted(lead);
      z[lead] = raw[lead] / (s.errors.halfWidth[lead] + mean + s.trifle);
      width += s.errors.halfWidth[lead] / horizon;
    }
    FEATURES.listen(s, smooth(s, at + MEDIAN, median(z)), smooth(s, at + RAW_MEDIAN, median(raw)));
    if (!s.deviating) {
      double pace = Math.max(ForecastErrors.WIDTH_PACE, 1.0 / (s.n + 1));
      putFloat(s.data, at + WIDTH, mean + pace * (width - mean));
    }
  }

  @Override
  public void learn(Sample s, int at) {
    FEATURES.learn(s);
  }

  @Override
  public void forgetModel(byte[] data, Layout layout, int at) {
    Arrays.fill(data, at, at + size(), (byte) 0);
    FEATURES.clear(data, layout);
  }

  private static double smooth(Sample s, int at, double median) {
    double before = getFloat(s.data, at);
    double smooth = before + SMOOTHING * (median - before);
    putFloat(s.data, at, smooth);
    return smooth;
  }

  private static double median(double[] x) {
    Arrays.sort(x);
    return (x[(x.length - 1) / 2] + x[x.length / 2]) / 2;
  }
}
