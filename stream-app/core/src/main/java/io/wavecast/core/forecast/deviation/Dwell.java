package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Feature.CROSSINGS;
import static io.wavecast.core.forecast.deviation.Feature.DWELL;
import static io.wavecast.core.forecast.deviation.Feature.VALUE_HIGH;
import static io.wavecast.core.forecast.deviation.Feature.VALUE_LOW;
import static io.wavecast.core.forecast.deviation.Layout.INT;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

/**
 * How long a series stays on one side of the middle of its range, if its values are high or low but
 * rarely between; and how often any series crosses it.
 *
 * <p>A drift leaves the middle behind, and a walk returns to it after times of any length. Their
 * stays are those of no state. So a stay is compared with how much earlier ones differ among
 * themselves, and says nothing while it makes up a large part of all values; and the values between
 * must be known well enough to say that they are rare. A constant series has no middle to cross.
 *
 * <p>Bytes: float ends of the range; int length of the stay; float share of crossings; byte side.
 */
final class Dwell implements Family {
  static final int LOW = 0;
  static final int HIGH = 4;
  static final int STAY = 8;
  static final int SHARE = 12;
  static final int SIDE = 16;

  /** Values before which no stay is learned, and before which nothing counts. */
  private static final int MIN_LEARNED = 20;

  private static final int MIN_VALUES = 60;
  private static final int MIN_STAYS = 8;

  /** The middle must be passed by this share of the range. */
  private static final double HYSTERESIS = 0.1;

  private static final double SHARE_PACE = 0.05;
  static final double MIN_SHARE = 0.02;

  /** Least mean excess of a stay, as a share of the longest. */
  private static final double EXCESS = 0.15;

  /** The same where stays are unlike each other, as a share of how much they are. */
  private static final double UNLIKE = 0.5;

  /** A stay that makes up more than this share of all values cannot be compared. */
  private static final double LARGE = 0.25;

  /** The range follows a value beyond it by this share, and shrinks by that one. */
  private static final double GROW = 0.3;

  private static final double SHRINK = 0.001;

  /** Of a bimodal series, the middle half holds less than this share, each outer part more. */
  private static final double MIDDLE = 0.05;

  private static final double OUTER = 0.15;

  /** Bins of the histogram that the range must have, at least. */
  private static final int MIN_BINS = 4;

  @Override
  public int size() {
    return SIDE + 1;
  }

  @Override
  public void listen(Sample s, int at) {
    byte[] data = s.data;
    boolean crosses = crosses(s, at);
    int stay = (int) INT.get(data, at + STAY);
    if (crosses) {
      data[at + SIDE] ^= 1;
      if (!s.deviating && s.n > MIN_LEARNED) {
        Tail.insert(data, s.layout.tail(DWELL), stay);
      }
    }
    stay = crosses ? 0 : stay + (stay == Integer.MAX_VALUE ? 0 : 1);
    INT.set(data, at + STAY, stay);
    float share = getFloat(data, at + SHARE);
    share = (float) (share + SHARE_PACE * ((crosses ? 1 : 0) - share));
    putFloat(data, at + SHARE, share);
    if (s.n > MIN_VALUES) {
      double decades = s.judge(CROSSINGS, StrictMath.log(share + MIN_SHARE));
      s.say(Voice.STATE, s.isConstant() ? 0 : decades);
      boolean rests = data[at + SIDE] == 0 && FirstWeekend.staysLow(s);
      if (!rests) {
        judgeStay(s, stay);
      }
    }
  }

  private static void judgeStay(Sample s, int stay) {
    int tail = s.layout.tail(DWELL);
    double longest = s.record(DWELL);
    double excess =
        stay > longest ? Math.max(EXCESS, UNLIKE * Tail.logExcess(s.data, tail)) : EXCESS;
    s.minExcess(DWELL, excess * longest);
    if (Tail.blocks(s.data, tail) >= MIN_STAYS && stay < LARGE * s.n && isBimodal(s)) {
      s.say(Voice.STATE, s.judge(DWELL, stay));
    }
  }

  @Override
  public void learn(Sample s, int at) {
    s.learn(CROSSINGS);
    double low = getFloat(s.data, at + LOW);
    double high = getFloat(s.data, at + HIGH);
    if (s.n <= 1) {
      low = s.x;
      high = s.x;
    }
    putFloat(s.data, at + LOW, low + (s.x < low ? GROW : SHRINK) * (s.x - low));
    putFloat(s.data, at + HIGH, high + (s.x > high ? GROW : SHRINK) * (s.x - high));
  }

  /**
   * Forgets the stays, because the new level makes another range: how long noise stayed on a side
   * of the former middle says nothing about the time on one of two levels.
   */
  @Override
  public void giveUp(Sample s, int at) {
    Tail.clear(s.data, s.layout.tail(DWELL));
  }

  private static boolean crosses(Sample s, int at) {
    double low = getFloat(s.data, at + LOW);
    double high = getFloat(s.data, at + HIGH);
    double middle = (low + high) / 2;
    double margin = HYSTERESIS * (high - low);
    return s.data[at + SIDE] == 0 ? s.x > middle + margin : s.x <= middle - margin;
  }

  private static boolean isBimodal(Sample s) {
    int histogram = s.layout.voices + Voices.HISTOGRAM;
    double low = -Tail.least(s.data, s.layout.tail(VALUE_LOW));
    double high = Tail.least(s.data, s.layout.tail(VALUE_HIGH));
    double width = Histogram.width(s.data, histogram);
    if (width == 0 || high - low <= MIN_BINS * width) {
      return false;
    }
    int inside = 0;
    int below = 0;
    int above = 0;
    for (int bin = 0; bin < Histogram.BINS; bin++) {
      int count = Histogram.count(s.data, histogram, bin);
      double place = (Histogram.middle(s.data, histogram, bin) - low) / (high - low);
      if (place <= 0.25) {
        below += count;
      } else if (place < 0.75) {
        inside += count;
      } else {
        above += count;
      }
    }
    double total = inside + (double) below + above;
    return inside < MIDDLE * total && below > OUTER * total && above > OUTER * total;
  }
}
