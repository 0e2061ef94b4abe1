package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Feature.WEEK_ABOVE;
import static io.wavecast.core.forecast.deviation.Feature.WEEK_BELOW;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

import io.wavecast.core.forecast.season.UsualRange;

/**
 * How far the mean of about an hour lies outside the usual range of this hour of the week: a busy
 * Saturday, a quiet Wednesday. The other voices know such values from other days.
 *
 * <p>Bytes, at {@link Layout#later}: float mean of about an hour, 0 before the first.
 */
final class TimeOfWeek implements Family {
  /** What the tails must have seen, in hours: half a week; of longer steps so many values. */
  private static final double MIN_HOURS = 84;

  /** Least mean excess: shares of the records of both sides, and of the typical change. */
  private static final double EXCESS_OF_BOTH = 0.03;

  private static final double EXCESS_OF_CHANGE = 0.5;

  /** How many times faster the mean comes back in an anomaly. */
  private static final double BACK = 4;

  /** Bytes of its memory, which is not among those of the other families. */
  static final int SIZE = Float.BYTES;

  @Override
  public int size() {
    return 0;
  }

  @Override
  public void listen(Sample s, int at) {
    UsualRange usual = s.usualRange;
    if (usual == null || s.counter) {
      return;
    }
    int later = s.layout.later;
    double before = getFloat(s.data, later);
    boolean begins = before == 0 || s.pause.ms() > 0 || s.unlearned > TimeOfDay.SHORT_MS;
    double mean = begins ? s.x : before + pace(s, usual) * (s.x - before);
    putFloat(s.data, later, (float) mean == 0 ? Float.MIN_VALUE : mean);
    mean -= s.pause.moved();
    s.weekMean = mean;
    double least =
        EXCESS_OF_BOTH * (s.record(WEEK_ABOVE) + s.record(WEEK_BELOW))
            + EXCESS_OF_CHANGE * s.typical
            + s.smallest
            + s.trifle;
    s.minExcess(WEEK_ABOVE, least);
    s.minExcess(WEEK_BELOW, least);
    s.judge(WEEK_ABOVE, Math.max(0, mean - usual.high()));
    s.judge(WEEK_BELOW, Math.max(0, usual.low() - mean));
    if (speaks(s, usual)) {
      double decades = evidence(s);
      if (decades > s.evidence(Voice.TIME_OF_DAY)) {
        s.missing = passed(s.x, mean, usual);
      }
      s.say(Voice.TIME_OF_DAY, decades);
    }
  }

  /** In an anomaly, values within the range end it soon, however far the mean was out. */
  private static double pace(Sample s, UsualRange usual) {
    boolean isBack = s.deviating && s.x >= usual.low() && s.x <= usual.high();
    return isBack ? Math.min(1, BACK * usual.pace()) : usual.pace();
  }

  /** The end of the range that a mean has passed or, if the value has not, the other end. */
  private static double passed(double x, double mean, UsualRange usual) {
    if (mean > usual.high()) {
      return x > usual.high() ? usual.high() : usual.low();
    }
    return x < usual.low() ? usual.low() : usual.high();
  }

  /** Whether it says more than {@link TimeOfDay}. */
  static boolean saysMore(Sample s, UsualRange usual) {
    return speaks(s, usual) && evidence(s) >= s.evidence(Voice.TIME_OF_DAY);
  }

  /** Whether range and tails are known well enough; after an upgrade the tails begin. */
  private static boolean speaks(Sample s, UsualRange usual) {
    int blocks = Tail.blocks(s.data, s.layout.tail(WEEK_ABOVE));
    return usual.sure() && blocks * WEEK_ABOVE.block * usual.pace() >= MIN_HOURS;
  }

  private static double evidence(Sample s) {
    return Math.max(s.evidence(WEEK_ABOVE), s.evidence(WEEK_BELOW));
  }

  @Override
  public void learn(Sample s, int at) {
    s.learn(WEEK_ABOVE);
    s.learn(WEEK_BELOW);
  }
}
