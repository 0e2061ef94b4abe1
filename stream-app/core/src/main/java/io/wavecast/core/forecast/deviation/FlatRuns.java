package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Feature.FLAT_RUN;
import static io.wavecast.core.forecast.deviation.Layout.INT;

/**
 * Runs of values without a change, compared with those that came to an end.
 *
 * <p>Bytes: int length of the current run, below 0 if it was accepted as normal: it says nothing
 * until it ends.
 */
final class FlatRuns implements Family {
  /** Values before which no run counts, and the shortest that does. */
  private static final int MIN_VALUES = 60;

  /** Values in a row without a change after which a series stands still. */
  static final int STANDS_STILL = 60;

  private static final int MIN_RUN = 4;

  /** A change of this share of the typical one is none. */
  private static final double NO_CHANGE = 0.02;

  private static final double ROUNDING = 1e-7;

  @Override
  public int size() {
    return Integer.BYTES;
  }

  /** How many values in a row were hardly a change. */
  static int run(Sample s, int at) {
    return Math.abs((int) INT.get(s.data, at));
  }

  @Override
  public void listen(Sample s, int at) {
    int run = run(s, at);
    boolean isAccepted = (int) INT.get(s.data, at) < 0;
    double change = Math.abs(s.x - s.previous); // in full, also after a pause
    if (s.isTrifle || change <= NO_CHANGE * s.typical + ROUNDING * Math.abs(s.x)) {
      run += run == Integer.MAX_VALUE ? 0 : 1;
    } else {
      s.constantFor = s.isConstant() && run >= STANDS_STILL ? run + 1 : 0;
      if (!s.deviating && (run > 0 || s.typical > 0)) {
        Tail.insert(s.data, s.layout.tail(FLAT_RUN), run);
      }
      run = 0;
      isAccepted = false;
    }
    INT.set(s.data, at, isAccepted ? -run : run);
    if (!isAccepted && s.n > MIN_VALUES && s.typical > 0 && run >= MIN_RUN) {
      s.say(Voice.FLAT, s.judge(FLAT_RUN, run, 0));
    }
  }

  @Override
  public void learn(Sample s, int at) {
    // a run is learned when it ends
  }

  @Override
  public void giveUp(Sample s, int at) {
    INT.set(s.data, at, -run(s, at));
  }
}
