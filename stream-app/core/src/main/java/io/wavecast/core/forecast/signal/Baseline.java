package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getInt;
import static io.wavecast.core.forecast.Memory.getLong;
import static io.wavecast.core.forecast.Memory.putFloat;
import static io.wavecast.core.forecast.Memory.putLong;

import io.wavecast.core.forecast.Memory;
import io.wavecast.core.forecast.season.Expected;
import io.wavecast.core.forecast.season.Extremes;
import io.wavecast.core.forecast.season.SeasonStep;
import io.wavecast.core.forecast.signal.Context.FirstChange;

/**
 * What all signals share: how many values there were, and how much they usually change.
 *
 * <p>Bytes: int number of values; float previous value; float typical change; float smallest change
 * above 0 or, below 0, the largest trifle as long as there was no other change; float slow mean;
 * long time of the first value.
 */
final class Baseline {
  private final Signals signals;
  private final int n;
  private final int previous;
  private final int typical;
  private final int smallest;
  private final int mean;
  private final int began;

  Baseline(Memory memory, Signals signals) {
    this.signals = signals;
    n = memory.take(Integer.BYTES);
    previous = memory.take(Float.BYTES);
    typical = memory.take(Float.BYTES);
    smallest = memory.take(Float.BYTES);
    mean = memory.take(Float.BYTES);
    began = memory.take(Long.BYTES);
  }

  /** The number of values so far. */
  int count(byte[] data) {
    return getInt(data, n);
  }

  /** Time of the first value, ms since the epoch; 0 before it. */
  long began(byte[] data) {
    return getLong(data, began);
  }

  /** The value before, of a counter the increase. */
  float previous(byte[] data) {
    return getFloat(data, previous);
  }

  /**
   * Counts a value, and says what is known beside it.
   *
   * @param x the value that is judged
   * @param gap time without values before it, in steps beyond one
   */
  Context context(
      byte[] data,
      long time,
      double stepMs,
      double gap,
      double x,
      boolean isCounter,
      Anomaly anomaly,
      Errors errors,
      SeasonStep.Season season) {
    int count = Memory.increment(data, n);
    double before = count == 1 ? x : getFloat(data, previous);
    double usual = getFloat(data, typical);
    double trifle = Tuning.TRIFLE * usual + Tuning.ROUNDING * Math.abs(x) + Tuning.TINY;
    if (count == 1) {
      putLong(data, began, time);
    }
    double highest = signals.records.highest(data);
    double lowest = signals.records.lowest(data);
    double range = highest > lowest ? highest - lowest : 0;
    int flatFor = signals.flatRuns.run(data);
    double hardly = Tuning.HARDLY * Math.abs(before) + Tuning.HARDLY_AT_ZERO;
    boolean isConstant =
        usual < hardly && signals.flatRuns.longest(data) >= Pace.STILL.values(stepMs);
    double change = Math.abs(x - before);
    FirstChange first = change(data, count, change, before, usual, stepMs);
    if (gap > 0 && first == FirstChange.NO) { // the sum of many changes is no large one
      change = Math.min(change, usual);
    }
    int anomalyFor = anomaly.length(data);
    Extremes extremes = season.advance(x, trifle, range, anomalyFor >= 0);
    Expected expected = season.expected();
    Context c =
        new Context(
            data,
            count,
            time,
            stepMs,
            time - getLong(data, began),
            gap,
            x,
            before,
            change,
            usual,
            Math.abs(getFloat(data, smallest)),
            trifle,
            count == 1 ? x : getFloat(data, mean),
            highest,
            lowest,
            flatFor,
            isConstant,
            first,
            isCounter,
            anomalyFor,
            anomaly.isSettling(data),
            errors,
            expected,
            extremes,
            season);
    putFloat(data, previous, x);
    return c;
  }

  /** Remembers a change if it is the smallest, and says whether it is the first. */
  private FirstChange change(
      byte[] data, int count, double change, double before, double usual, double stepMs) {
    double kept = getFloat(data, smallest);
    int still = Pace.STILL.values(stepMs);
    if (count > still && usual > Tuning.OFTEN * Math.abs(kept)) {
      kept = Math.abs(kept);
    }
    boolean isTrifle = kept <= 0 && change <= Tuning.TRIFLE_OF_VALUE * Math.abs(before);
    boolean isFirst = count > still && kept <= 0 && change > 0;
    if (change > 0 && isTrifle) {
      kept = Math.min(kept, -change);
    } else if (change > 0 && (kept <= 0 || change < kept)) {
      kept = change;
    }
    putFloat(data, smallest, kept);
    return !isFirst ? FirstChange.NO : isTrifle ? FirstChange.TRIFLE : FirstChange.YES;
  }

  /**
   * The most evidence that a first change can be, in decades. That a series was constant does not
   * say how it changes: only how seldom, and how large the change is beside the value. Of a young
   * series it does not even say that it usually is constant: there only a fall to 0 counts so, or a
   * change by many times the value. A trifle says nothing.
   */
  static double mostOfFirst(Context c) {
    if (c.firstChange() == FirstChange.TRIFLE) {
      return Tuning.COMMON;
    }
    double ofValue = c.previous() == 0 ? 1 : c.change() / Math.abs(c.previous());
    double size =
        c.isYoung() && c.x() != 0
            ? 2 * StrictMath.log10(Math.max(1, ofValue))
            : Tuning.FIRST_CHANGE * Math.min(1, ofValue);
    return StrictMath.log10(c.n()) + size;
  }

  /** Learns from an observation that belongs to no anomaly. */
  void learn(Context c) {
    double change =
        c.n() > Tuning.MATURE && c.typical() > 0
            ? Math.min(c.change(), Math.max(Tuning.MAX_CHANGE * c.typical(), c.smallest()))
            : c.change();
    boolean moves = c.flatFor() < Pace.STILL.values(c.stepMs());
    if (moves || c.firstChange() == FirstChange.TRIFLE) {
      double weight = Pace.TYPICAL.weight(c.stepMs(), c.n());
      putFloat(c.data(), typical, c.typical() + weight * (change - c.typical()));
    }
    double weight = Pace.MEAN.weight(c.stepMs(), c.n());
    putFloat(c.data(), mean, c.mean() + weight * (c.x() - c.mean()));
  }
}
