package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.putFloat;

import io.wavecast.core.forecast.Memory;
import io.wavecast.core.forecast.season.Expected;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;

/**
 * How far values lie outside what the day and the week expect, in spreads, smoothed: a busy
 * Saturday, a quiet Wednesday, a level that moved. The spread is at least a twentieth of the value,
 * because a smaller distance means nothing to an operator; nor does one of less than a spread.
 *
 * <p>Bytes: float smoothed distance; float typical distance, in the unit of the series.
 */
final class SeasonRange implements Signal {
  private final Tail above;
  private final Tail below;
  private final int distance;
  private final int typical;

  SeasonRange(Signals signals, Memory memory) {
    above = signals.tail(memory, Statistic.SEASON_ABOVE);
    below = signals.tail(memory, Statistic.SEASON_BELOW);
    distance = memory.take(Float.BYTES);
    typical = memory.take(Float.BYTES);
  }

  @Override
  public String id() {
    return "season";
  }

  @Override
  public void evaluate(Context c, Readings r) {
    Expected e = c.expected();
    byte[] data = c.data();
    if (!e.isKnown() || !c.isMature()) {
      putFloat(data, distance, 0);
      return;
    }
    double usual = getFloat(data, typical);
    if (!c.isAnomalous()) {
      double off = Math.abs(c.x() - e.mean());
      boolean isKnown = usual > 0 && c.n() > Tuning.SPREAD_KNOWN;
      double most = isKnown ? Tuning.MAX_SPREADS * usual : off;
      double weight = Pace.SEASON_SPREAD.weight(c.stepMs(), c.n() - Pace.YOUTH.values(c.stepMs()));
      putFloat(data, typical, usual + weight * (Math.min(off, most) - usual));
    }
    double outside = c.isDaily() ? 0 : e.outside(c.x());
    double z = outside / spread(c, usual);
    double before = getFloat(data, distance);
    boolean isBack = c.isAnomalous() && outside == 0;
    double pace = Math.min(1, (isBack ? 4.0 : 1.0) / Pace.SEASON.values(c.stepMs()));
    double smooth = before + pace * (z - before);
    putFloat(data, distance, smooth);
    if (e.days() < Tuning.MIN_DAYS) {
      return;
    }
    double factor = e.knowsWeek() ? 1 : Tuning.UNKNOWN_WEEK;
    r.raise(factor * judge(c, r, above, smooth), Direction.ABOVE);
    r.raise(factor * judge(c, r, below, -smooth), Direction.BELOW);
  }

  private static double spread(Context c, double usual) {
    double least = Tuning.SPREAD_OF_VALUE * Math.abs(c.expected().mean()) + c.trifle();
    return Math.max(c.expected().spread(), usual) + least;
  }

  private static double judge(Context c, Readings r, Tail tail, double x) {
    double beyond = Math.max(0, x - Tuning.LEAST_SPREADS);
    return tail.judge(c, r, beyond, Tuning.EXCESS * tail.record(c.data()));
  }

  @Override
  public double expected(Context c, double forecast) {
    return c.expected().isKnown() ? c.expected().nearest(c.x()) : forecast;
  }

  @Override
  public Cause explain(Context c, Cause cause) {
    double margin = Tuning.LEAST_SPREADS * spread(c, getFloat(c.data(), typical));
    double low = c.expected().low();
    double high = c.expected().high();
    return cause
        .with("lower", Math.max(low - margin, Math.min(low, c.lowest())))
        .with("upper", Math.min(high + margin, Math.max(high, c.highest())));
  }
}
