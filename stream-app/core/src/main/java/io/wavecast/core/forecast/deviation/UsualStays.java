package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.INT;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/** The part of {@link UsualStep} about stays in a state, see {@link Dwell}. Never changes. */
final class UsualStays {
  private static final int LEARNED_AFTER = 20;
  private static final double HYSTERESIS = 0.1;
  private static final double SHARE_PACE = 0.05;
  private static final double MIN_SHARE = 0.02;
  private static final double GROW = 0.3;
  private static final double SHRINK = 0.001;

  private UsualStays() {}

  static void predict(UsualStep step) {
    int at = step.memory(Dwell.class);
    if (at < 0) {
      return;
    }
    byte[] data = step.data;
    double low = getFloat(data, at + Dwell.LOW);
    double high = getFloat(data, at + Dwell.HIGH);
    double middle = (low + high) / 2;
    double margin = HYSTERESIS * (high - low);
    boolean crosses =
        data[at + Dwell.SIDE] == 0 ? step.x > middle + margin : step.x <= middle - margin;
    int stay = (int) INT.get(data, at + Dwell.STAY);
    if (crosses) {
      data[at + Dwell.SIDE] ^= 1;
      if (!step.deviating && step.n > LEARNED_AFTER) {
        Tail.insert(data, step.layout.tail(Feature.DWELL), stay);
      }
    }
    INT.set(data, at + Dwell.STAY, crosses ? 0 : stay + 1);
    float share = getFloat(data, at + Dwell.SHARE);
    share = (float) (share + SHARE_PACE * ((crosses ? 1 : 0) - share));
    putFloat(data, at + Dwell.SHARE, share);
    if (step.n > UsualStep.MATURE) {
      step.learn(Feature.CROSSINGS, StrictMath.log(share + MIN_SHARE));
    }
    if (!step.deviating) {
      step.move(at + Dwell.LOW, step.x < low ? GROW : SHRINK, step.x);
      step.move(at + Dwell.HIGH, step.x > high ? GROW : SHRINK, step.x);
    }
  }
}
