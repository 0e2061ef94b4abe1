package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Feature.NOISE;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

import io.wavecast.schemas.forecast.Voice;

/**
 * Changes that have grown, by the logarithm of their recent mean over the typical one.
 *
 * <p>Bytes: float recent mean change.
 */
final class Noise implements Family {
  private static final int MIN_VALUES = 60;
  private static final double PACE = 0.1;

  /**
   * A change counts at most as 8 typical ones. With the pace, one jump after a calm is a mean below
   * the typical change, which is no noise.
   */
  private static final double MAX_CHANGE = 8;

  @Override
  public int size() {
    return Float.BYTES;
  }

  @Override
  public void listen(Sample s, int at) {
    double recent = getFloat(s.data, at);
    recent += PACE * (Math.min(s.change, MAX_CHANGE * (s.typical + s.trifle)) - recent);
    putFloat(s.data, at, (float) recent);
    if (s.n > MIN_VALUES && !s.settling) {
      double ratio = (recent + s.trifle) / (s.typical + s.trifle);
      double decades = s.judge(NOISE, StrictMath.log(ratio));
      if (ratio > 1) {
        s.say(Voice.NOISE, decades);
      }
    }
  }

  @Override
  public void learn(Sample s, int at) {
    s.learn(NOISE);
  }
}
