package io.wavecast.core.forecast.signal;

import io.wavecast.core.forecast.Memory;

/**
 * Errors of forecasts, above and below, in half widths of the interval and in the unit of the
 * series. An error is as rare as the more common of both: where intervals are very narrow for a
 * time, a small error is many half widths.
 */
@SuppressWarnings("EnumOrdinal") // its four statistics follow each other
final class ErrorStatistics {
  private final Tail above;
  private final Tail below;
  private final Tail rawAbove;
  private final Tail rawBelow;
  private final boolean isHeavy;

  /**
   * @param first the first of its four statistics, in the order of {@link Statistic}
   * @param isHeavy whether errors in the unit of the series may have a heavy tail
   */
  ErrorStatistics(Signals signals, Memory memory, Statistic first, boolean isHeavy) {
    int i = first.ordinal();
    above = signals.tail(memory, Statistic.values()[i]);
    below = signals.tail(memory, Statistic.values()[i + 1]);
    rawAbove = signals.tail(memory, Statistic.values()[i + 2]);
    rawBelow = signals.tail(memory, Statistic.values()[i + 3]);
    this.isHeavy = isHeavy;
  }

  /**
   * Judges an error. In an anomaly it raises nothing, because it may be the recovery.
   *
   * @param z in half widths
   * @param raw in the unit of the series
   */
  void judge(Context c, Readings r, double z, double raw) {
    if (!c.isMature() || c.isSettling()) {
      return;
    }
    byte[] data = c.data();
    double both = Tuning.EXCESS_OF_BOTH * ((double) rawAbove.record(data) + rawBelow.record(data));
    double least =
        c.trifle()
            + c.smallest()
            + both
            + (c.isConstant() ? Tuning.EXCESS_OF_CONSTANT * Math.abs(c.previous()) : 0);
    judge(c, r, above, rawAbove, z, raw, least);
    judge(c, r, below, rawBelow, -z, -raw, least);
  }

  private void judge(
      Context c, Readings r, Tail tail, Tail raw, double z, double error, double least) {
    byte[] data = c.data();
    double decades = tail.judge(c, r, Math.max(0, z), Tuning.EXCESS * tail.record(data));
    double x = Math.max(0, error);
    double record = raw.record(data);
    double excess = Tuning.EXCESS * record + least;
    double both = decades;
    if (raw.isReady(data)) {
      double own = raw.own(data, x, excess, isHeavy ? -excess : Double.NaN);
      if (raw.values(data) < Pace.PRIOR.values(c.stepMs())) {
        double far = (x - record) / (raw.statistic.priorExcess * record + excess) / Tail.LN_10;
        own = Math.max(own, Tuning.PRIOR_DECADES + far);
      }
      both = Math.min(decades, own);
    }
    r.note(tail.statistic, Math.max(0, z), r.leastExcess(tail.statistic), both);
    r.note(raw.statistic, x, excess, both);
    boolean hasChanged = c.smallest() > 0; // else it is the model that does not fit
    if (!c.isAnomalous() && hasChanged) {
      r.raise(both, tail.statistic.direction);
    }
  }

  /** Forgets all errors. */
  void clear(byte[] data) {
    above.clear(data);
    below.clear(data);
    rawAbove.clear(data);
    rawBelow.clear(data);
  }
}
