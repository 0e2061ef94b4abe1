package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.putFloat;

import io.wavecast.core.forecast.Memory;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;

/**
 * Changes that have grown, by the logarithm of their recent mean over the typical one.
 *
 * <p>Bytes: float recent mean change.
 */
final class Noise implements Signal {
  private final Tail tail;
  private final int recent;

  Noise(Signals signals, Memory memory) {
    tail = signals.tail(memory, Statistic.NOISE);
    recent = memory.take(Float.BYTES);
  }

  @Override
  public String id() {
    return "noise";
  }

  @Override
  public void evaluate(Context c, Readings r) {
    double mean = getFloat(c.data(), recent);
    double change = Math.min(c.change(), Tuning.MAX_NOISE * (c.typical() + c.trifle()));
    mean += (change - mean) / Pace.RECENT.values(c.stepMs());
    putFloat(c.data(), recent, mean);
    if (!c.isMature() || c.isSettling() || c.isConstant()) {
      return;
    }
    double growth = StrictMath.log((mean + c.trifle()) / (c.typical() + c.trifle()));
    double decades = tail.judge(c, r, growth, 0);
    if (growth > 0) {
      r.raise(decades, Direction.NONE);
    }
  }

  @Override
  public boolean remains(Context c, double distance, double now) {
    return c.flatFor() < Pace.RECOVER.values(c.stepMs())
        && Math.abs(now) > Tuning.REMAINS * Math.abs(distance);
  }

  @Override
  public boolean mayBeReturn() {
    return true;
  }

  @Override
  public Cause explain(Context c, Cause cause) {
    double mean = getFloat(c.data(), recent);
    return cause.with("factor", (mean + c.trifle()) / (c.typical() + c.trifle()));
  }
}
