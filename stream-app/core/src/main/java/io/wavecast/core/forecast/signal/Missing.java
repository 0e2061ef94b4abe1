package io.wavecast.core.forecast.signal;

import io.wavecast.core.forecast.Memory;
import io.wavecast.core.forecast.season.Extremes;
import io.wavecast.schemas.forecast.Cause;

/**
 * What usually happens at this time of day has not happened: a nightly job, the peak of the
 * morning. The highest and the lowest value of two hours are compared with the usual ones when a
 * half hour has passed. What is missing is so at each half hour until its two hours are over; that
 * is reported once.
 */
final class Missing implements Signal {
  private final Tail high;
  private final Tail low;

  Missing(Signals signals, Memory memory) {
    high = signals.tail(memory, Statistic.MISSING_HIGH);
    low = signals.tail(memory, Statistic.MISSING_LOW);
  }

  @Override
  public String id() {
    return "missing";
  }

  @Override
  public void evaluate(Context c, Readings r) {
    Extremes e = c.extremes();
    if (e == null) {
      return;
    }
    double tooLow = high.judge(c, r, e.lacksHigh(), 0);
    double tooHigh = low.judge(c, r, e.lacksLow(), 0);
    if (e.isRepeated() && !c.isAnomalous()) {
      if (isMissing(r)) { // neither learned nor reported again
        r.note(high.statistic, Double.NaN, 0, 0);
        r.note(low.statistic, Double.NaN, 0, 0);
      }
      return;
    }
    r.raise(Tuning.MISSING * tooLow, high.statistic.direction);
    r.raise(Tuning.MISSING * tooHigh, low.statistic.direction);
  }

  /** Whether what is missing was reported before, so that it is not learned. */
  static boolean isHeld(Readings r) {
    return Double.isNaN(r.value(Statistic.MISSING_HIGH));
  }

  /** Whether something is missing, if only with others. */
  static boolean isMissing(Readings r) {
    return Math.max(r.evidence(Statistic.MISSING_HIGH), r.evidence(Statistic.MISSING_LOW))
        > Tuning.COMMON;
  }

  @Override
  public boolean remains(Context c, double distance, double now) {
    return false;
  }

  @Override
  public double expected(Context c, double forecast) {
    Extremes e = c.extremes();
    if (e == null) {
      return forecast;
    }
    return e.lacksHigh() > e.lacksLow() ? e.high() : e.low();
  }

  @Override
  public Cause explain(Context c, Cause cause) {
    Extremes e = c.extremes();
    if (e == null) {
      return cause;
    }
    return e.lacksHigh() > e.lacksLow()
        ? cause.with("upper", e.high())
        : cause.with("lower", e.low());
  }
}
