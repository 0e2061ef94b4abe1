package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

import io.wavecast.schemas.forecast.Voice;
import java.util.Arrays;

/**
 * The error of the one-step forecast, in units of the interval's half width and its slow mean.
 *
 * <p>Bytes: float mean half width.
 */
final class ForecastErrors implements Family {
  static final double WIDTH_PACE = 0.005;

  private static final ErrorFeatures FEATURES =
      new ErrorFeatures(
          Voice.FORECAST,
          Feature.ERROR_ABOVE,
          Feature.ERROR_BELOW,
          Feature.RAW_ERROR_ABOVE,
          Feature.RAW_ERROR_BELOW,
          true);

  @Override
  public int size() {
    return Float.BYTES;
  }

  @Override
  public void listen(Sample s, int at) {
    if (s.counter || s.errors.nearest.lead != 1) {
      return;
    }
    double error = s.errors.counted(0);
    double width = s.errors.halfWidth[0];
    double mean = getFloat(s.data, at);
    FEATURES.listen(s, error / (width + mean + s.trifle), error);
    if (!s.deviating) {
      double pace = Math.max(WIDTH_PACE, 1.0 / (s.n + 1));
      putFloat(s.data, at, (float) (mean + pace * (width - mean)));
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
}
