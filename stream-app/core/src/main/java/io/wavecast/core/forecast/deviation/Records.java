package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Feature.VALUE_HIGH;
import static io.wavecast.core.forecast.deviation.Feature.VALUE_LOW;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

import io.wavecast.core.forecast.Floats;

/**
 * Values beyond all earlier ones. How far beyond means something depends on how far earlier records
 * were, on the typical change and on the range.
 *
 * <p>Bytes: of each side, float mean distance between a record and the one before, byte their
 * number up to 6.
 */
final class Records implements Family {
  private static final int SIDE = 5;
  private static final int COUNT = 4;
  private static final int MAX_COUNT = 6;

  /** Values before which none is a record. */
  private static final int MIN_VALUES = 10;

  private static final double EXCESS_OF_CHANGE = 0.5;
  private static final double EXCESS_OF_RANGE = 0.02;
  private static final double EXCESS_OF_VALUE = 1e-3;

  @Override
  public int size() {
    return 2 * SIDE;
  }

  @Override
  public void listen(Sample s, int at) {
    double least =
        Math.max(getFloat(s.data, at), getFloat(s.data, at + SIDE))
            + EXCESS_OF_CHANGE * s.typical
            + EXCESS_OF_RANGE * range(s)
            + EXCESS_OF_VALUE * Math.abs(s.record(VALUE_HIGH))
            + s.smallest
            + s.trifle;
    s.minExcess(VALUE_HIGH, least);
    s.minExcess(VALUE_LOW, least);
    if (s.n > MIN_VALUES) {
      // one value after a pause may be the result of all changes in it
      double chances = s.pause.unseen() > 0 ? StrictMath.log10(1 + s.pause.unseen()) : 0;
      s.say(Voice.VALUE, s.judge(VALUE_HIGH, s.x, -s.record(VALUE_LOW)) - chances);
      s.say(Voice.VALUE, s.judge(VALUE_LOW, -s.x, -s.record(VALUE_HIGH)) - chances);
    }
  }

  @Override
  public void learn(Sample s, int at) {
    learn(s, at, VALUE_HIGH);
    learn(s, at + SIDE, VALUE_LOW);
  }

  /** Whether a value is beyond the records. */
  static boolean isBeyond(Sample s) {
    return s.x > s.record(VALUE_HIGH) || -s.x > s.record(VALUE_LOW);
  }

  /** The distance between the records; at least 0. */
  static double range(Sample s) {
    return Math.max(0, s.record(VALUE_HIGH) + s.record(VALUE_LOW));
  }

  private static void learn(Sample s, int at, Feature side) {
    int tail = s.layout.tail(side);
    if (s.beginsLevel()) { // at once, since those that follow are like it
      Tail.insert(s.data, tail, Floats.clamp(side == VALUE_HIGH ? s.x : -s.x));
    }
    boolean full = Tail.isFull(s.data, tail);
    double before = s.record(side);
    s.learn(side);
    double growth = s.record(side) - before;
    if (full && growth > 0) {
      int count = Math.min(s.data[at + COUNT] + 1, MAX_COUNT);
      s.data[at + COUNT] = (byte) count;
      double mean = getFloat(s.data, at);
      putFloat(s.data, at, mean + (growth - mean) / count);
    }
  }
}
