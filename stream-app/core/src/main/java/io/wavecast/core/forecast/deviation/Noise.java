package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Feature.FLAT_RUN;
import static io.wavecast.core.forecast.deviation.Feature.NOISE;
import static io.wavecast.core.forecast.deviation.Feature.QUIET;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/**
 * Changes that have grown, by the logarithm of their recent mean over the typical one; with later
 * features, changes that have fallen in a series that was never quiet, as those of a sensor that is
 * stuck. Where no change is a usual one, none is noise.
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

  /**
   * Values below the typical change before which it is not known whether a series is ever quiet.
   */
  private static final int MATURE = 300;

  /** A series was never quiet if no record of {@link Feature#QUIET} reached this. */
  private static final double NEVER_QUIET = 1.6;

  /** Nor if it often repeats a value: {@link FlatRuns} knows that. */
  private static final int MAX_FLAT = 4;

  @Override
  public int size() {
    return Float.BYTES;
  }

  @Override
  public void listen(Sample s, int at) {
    double recent = getFloat(s.data, at);
    recent += PACE * (Math.min(s.change, MAX_CHANGE * (s.typical + s.trifle)) - recent);
    putFloat(s.data, at, recent);
    if (s.n > MIN_VALUES && !s.settling) {
      double growth = StrictMath.log((recent + s.trifle) / (s.typical + s.trifle));
      double decades = s.judge(NOISE, growth);
      if (growth > 0 && !s.isConstant()) {
        s.say(Voice.NOISE, decades);
      } else if (growth <= 0 && s.layout.hasLater()) {
        double quiet = s.judge(QUIET, -growth);
        if (isNeverQuiet(s)) {
          s.say(Voice.NOISE, quiet);
        }
      }
    }
  }

  private static boolean isNeverQuiet(Sample s) {
    int seen = QUIET.block * Tail.blocks(s.data, s.layout.tail(QUIET));
    return seen > MATURE && s.record(QUIET) < NEVER_QUIET && s.record(FLAT_RUN) <= MAX_FLAT;
  }

  @Override
  public void learn(Sample s, int at) {
    s.learn(NOISE);
    if (s.layout.hasLater()) {
      s.learn(QUIET);
    }
  }
}
