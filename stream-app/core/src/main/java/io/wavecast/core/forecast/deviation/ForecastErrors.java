package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

import java.util.Arrays;

/**
 * The error of the one-step forecast, in units of the interval's half width and its slow mean.
 *
 * <p>Bytes: float mean half width.
 */
final class ForecastErrors implements Family {
  static final double WIDTH_PACE = 0.005;

  /** Typical changes that are as rare as a value outside of its interval, in white noise. */
  private static final double CHANGES = 2;

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
    if (s.isWarmingUpAgain()) {
      double comparable = asOfModel(s, error, mean);
      FEATURES.listen(s, comparable / (2 * mean + s.trifle), comparable);
      return;
    }
    FEATURES.listen(s, error / (width + mean + s.trifle), error);
    if (!s.deviating) {
      double pace = Math.max(WIDTH_PACE, 1.0 / (s.n + 1));
      putFloat(s.data, at, mean + pace * (width - mean));
    }
  }

  /**
   * What an error of the random walk would be if the model had forecast. The walk's errors are the
   * changes of the series, which stand to the typical one as errors of the model stand to their
   * interval. That a value returns to the mean is no error.
   */
  private static double asOfModel(Sample s, double error, double halfWidth) {
    double nearest = Errors.nearer(error, s.x - s.mean);
    return nearest * Math.min(1, halfWidth / (CHANGES * s.typical + s.trifle));
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
