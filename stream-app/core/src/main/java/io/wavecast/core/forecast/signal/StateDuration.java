package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getInt;
import static io.wavecast.core.forecast.Memory.putFloat;
import static io.wavecast.core.forecast.Memory.putInt;
import static io.wavecast.core.forecast.signal.Tuning.BINS;

import io.wavecast.core.forecast.Memory;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;

/**
 * How long a series stays on one side of the middle of its range, if its values are high or low but
 * rarely between.
 *
 * <p>A drift leaves the middle behind, and a walk returns to it after times of any length. Their
 * stays are those of no state. So a stay is compared with how much earlier ones differ, and says
 * nothing while it makes up a large part of all values.
 *
 * <p>Bytes: float ends of the range; int length of the stay; byte side.
 */
final class StateDuration implements Signal {
  private static final int HIGH = Float.BYTES;
  private static final int STAY = HIGH + Float.BYTES;
  private static final int SIDE = STAY + Integer.BYTES;

  private final Tail stays;
  private final Histogram histogram;
  private final Records records;
  private final int at;

  StateDuration(Signals signals, Memory memory, Histogram histogram, Records records) {
    stays = signals.tail(memory, Statistic.STAY);
    at = memory.take(SIDE + 1);
    this.histogram = histogram;
    this.records = records;
  }

  @Override
  public String id() {
    return "state-duration";
  }

  @Override
  public void evaluate(Context c, Readings r) {
    byte[] data = c.data();
    int stay = getInt(data, at + STAY);
    boolean crosses = crosses(c);
    if (crosses) {
      data[at + SIDE] ^= 1;
      if (!c.isAnomalous() && c.n() > Tuning.FIRST_STAY) {
        stays.insert(data, stay);
      }
    }
    stay = crosses ? 0 : stay + (stay == Integer.MAX_VALUE ? 0 : 1);
    putInt(data, at + STAY, stay);
    if (!c.isMature()) {
      return;
    }
    double longest = stays.record(data);
    double unlike = stay > longest ? Tuning.UNLIKE * stays.logExcess(data) : 0;
    double excess = Math.max(Tuning.EXCESS_OF_STAY, unlike) * longest;
    if (stays.blocks(data) >= Tuning.MIN_STAYS
        && stay > stays.leastKept(data)
        && stay < Tuning.LARGE_STAY * c.n()
        && isBimodal(data)) {
      excess = Math.max(stays.statistic.leastExcess, excess);
      r.raise(stays.own(data, stay, excess, Double.NaN), Direction.NONE);
    }
  }

  private boolean crosses(Context c) {
    double low = getFloat(c.data(), at);
    double high = getFloat(c.data(), at + HIGH);
    double middle = (low + high) / 2;
    double margin = Tuning.HYSTERESIS * (high - low);
    return c.data()[at + SIDE] == 0 ? c.x() > middle + margin : c.x() <= middle - margin;
  }

  private boolean isBimodal(byte[] data) {
    double low = -records.low.leastKept(data);
    double high = records.high.leastKept(data);
    double width = histogram.width(data);
    if (width == 0 || high - low <= Tuning.MIN_BINS * width) {
      return false;
    }
    int inside = 0;
    int below = 0;
    int above = 0;
    for (int bin = 0; bin < BINS; bin++) {
      int count = histogram.count(data, bin);
      double place = (histogram.middle(data, bin) - low) / (high - low);
      if (place <= 0.25) {
        below += count;
      } else if (place < 0.75) {
        inside += count;
      } else {
        above += count;
      }
    }
    double total = inside + (double) below + above;
    double outer = Tuning.OUTER * total;
    return inside < Tuning.MIDDLE * total && below > outer && above > outer;
  }

  @Override
  public void learn(Context c, Readings r) {
    double low = c.n() <= 1 ? c.x() : getFloat(c.data(), at);
    double high = c.n() <= 1 ? c.x() : getFloat(c.data(), at + HIGH);
    double down = c.x() < low ? Tuning.GROW : Tuning.SHRINK;
    double up = c.x() > high ? Tuning.GROW : Tuning.SHRINK;
    putFloat(c.data(), at, low + down * (c.x() - low));
    putFloat(c.data(), at + HIGH, high + up * (c.x() - high));
  }

  /** Forgets the stays, because the new level makes another range. */
  @Override
  public void accept(Context c) {
    stays.clear(c.data());
  }

  @Override
  public boolean remains(Context c, double distance, double now) {
    return false;
  }

  @Override
  public Cause explain(Context c, Cause cause) {
    double stay = getInt(c.data(), at + STAY);
    double longest = stays.record(c.data());
    return cause.with("runMs", stay * c.stepMs()).with("longestMs", longest * c.stepMs());
  }
}
