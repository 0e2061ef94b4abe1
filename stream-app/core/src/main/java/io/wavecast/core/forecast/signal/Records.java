package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getInt;
import static io.wavecast.core.forecast.Memory.putFloat;
import static io.wavecast.core.forecast.Memory.putInt;

import io.wavecast.core.forecast.Memory;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;

/**
 * Values beyond all earlier ones. How far beyond means something depends on how far earlier records
 * were, on the typical change and on the range; and how rare a record is, on how long none was
 * made: a series that grows makes one each day.
 *
 * <p>Bytes of each side: float mean growth of records; byte their number; int values since the
 * latest.
 */
final class Records implements Signal {
  private static final int COUNT = Float.BYTES;
  private static final int SINCE = COUNT + 1;
  private static final int SIDE = SINCE + Integer.BYTES;

  final Tail high;
  final Tail low;
  private final int at;

  Records(Signals signals, Memory memory) {
    high = signals.tail(memory, Statistic.HIGH);
    low = signals.tail(memory, Statistic.LOW);
    at = memory.take(2 * SIDE);
  }

  @Override
  public String id() {
    return "record";
  }

  /** The highest value so far; NaN before the first block. */
  double highest(byte[] data) {
    return high.blocks(data) == 0 ? Double.NaN : high.record(data);
  }

  /** The lowest value so far; NaN before the first block. */
  double lowest(byte[] data) {
    return low.blocks(data) == 0 ? Double.NaN : -low.record(data);
  }

  @Override
  public void evaluate(Context c, Readings r) {
    if (c.n() <= Tuning.FIRST_RECORD) {
      return;
    }
    byte[] data = c.data();
    double least =
        Math.max(getFloat(data, at), getFloat(data, at + SIDE))
            + Tuning.EXCESS_OF_CHANGE * c.typical()
            + Tuning.EXCESS_OF_RANGE * c.range()
            + (high.blocks(data) == 0 ? 0 : Tuning.EXCESS_OF_VALUE * Math.abs(c.highest()))
            + c.smallest()
            + c.trifle();
    // one value after a pause may be the result of all changes in it
    double chances = c.gap() > 0 ? StrictMath.log10(1 + c.gap()) : 0;
    double above = judge(c, r, high, at, c.x(), -low.record(data), least);
    double below = judge(c, r, low, at + SIDE, -c.x(), -high.record(data), least);
    r.raise(above - chances, Direction.ABOVE);
    r.raise(below - chances, Direction.BELOW);
  }

  private static double judge(
      Context c, Readings r, Tail tail, int at, double x, double origin, double least) {
    byte[] data = c.data();
    if (!tail.isReady(data)) {
      return r.note(tail.statistic, x, least, 0);
    }
    double beyond = Math.max(0, x - tail.record(data));
    double own = tail.own(data, x, least, origin - least);
    if (beyond > 0) {
      double age = Tuning.RECORD_AGE * (getInt(data, at + SINCE) + 1.0);
      own -= Math.max(0, StrictMath.log10(tail.values(data) / age));
    }
    double excess = tail.statistic.priorExcess * c.range() + least;
    double prior = own == 0 ? 0 : Tuning.PRIOR_DECADES + beyond / excess / Tail.LN_10;
    return r.note(tail.statistic, x, least, tail.mixed(c, own, prior));
  }

  @Override
  public void learn(Context c, Readings r) {
    learn(c, r, high, at);
    learn(c, r, low, at + SIDE);
  }

  private static void learn(Context c, Readings r, Tail tail, int at) {
    byte[] data = c.data();
    double x = r.value(tail.statistic);
    if (Double.isNaN(x)) {
      return;
    }
    if (c.beginsLevel()) { // at once, since those that follow are like it
      tail.insert(data, x);
    }
    boolean full = tail.blocks(data) >= Tuning.KEPT;
    double before = tail.record(data);
    tail.learn(c, r);
    double growth = tail.record(data) - before;
    Memory.increment(data, at + SINCE);
    if (growth > 0) {
      putInt(data, at + SINCE, 0);
    }
    if (full && growth > 0) {
      int count = Math.min(data[at + COUNT] + 1, Tuning.RECORDS);
      data[at + COUNT] = (byte) count;
      double mean = getFloat(data, at);
      putFloat(data, at, mean + (growth - mean) / count);
    }
  }

  /** Makes the most extreme value of the level that is accepted a common one. */
  @Override
  public void accept(Context c) {
    for (Tail tail : new Tail[] {high, low}) {
      float record = tail.record(c.data());
      if ((tail == high ? c.x() : -c.x()) > tail.leastKept(c.data())) {
        for (int i = 1; i < Tuning.KEPT; i++) {
          tail.insert(c.data(), record);
        }
      }
    }
  }

  @Override
  public Cause explain(Context c, Cause cause) {
    boolean isHigh = cause.direction() == Direction.ABOVE;
    return cause
        .with("record", isHigh ? c.highest() : c.lowest())
        .with("historyMs", (double) c.age())
        .with("lower", c.expected().low())
        .with("upper", c.expected().high());
  }
}
