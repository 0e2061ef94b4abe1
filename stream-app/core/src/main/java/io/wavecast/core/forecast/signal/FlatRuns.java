package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getInt;
import static io.wavecast.core.forecast.Memory.putInt;

import io.wavecast.core.forecast.Memory;
import io.wavecast.core.forecast.signal.Context.FirstChange;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;

/**
 * Runs of values without a change, compared with those that came to an end. In an anomaly only
 * those are learned, a little, that began within it: else a series of many runs would alert by
 * each.
 *
 * <p>Bytes: int length of the current run, below 0 if it was accepted as normal: it says nothing
 * until it ends.
 */
final class FlatRuns implements Signal {
  private final Tail runs;
  private final int run;

  FlatRuns(Signals signals, Memory memory) {
    runs = signals.tail(memory, Statistic.FLAT_RUN);
    run = memory.take(Integer.BYTES);
  }

  @Override
  public String id() {
    return "flat";
  }

  /** How many values in a row were hardly a change. */
  int run(byte[] data) {
    return Math.abs(getInt(data, run));
  }

  /** The longest run so far, the current one included. */
  double longest(byte[] data) {
    return Math.max(run(data), runs.record(data));
  }

  @Override
  public void evaluate(Context c, Readings r) {
    byte[] data = c.data();
    int length = c.flatFor();
    boolean isAccepted = getInt(data, run) < 0;
    double change = Math.abs(c.x() - c.previous()); // in full, also after a pause
    double none = Tuning.NO_CHANGE * c.typical() + Tuning.NO_CHANGE_OF_VALUE * Math.abs(c.x());
    if (c.firstChange() == FirstChange.TRIFLE || change <= none) {
      length += length == Integer.MAX_VALUE ? 0 : 1;
    } else {
      boolean isOwn = c.isAnomalous() && length >= c.anomalyFor();
      if (!isOwn && (length > 0 || c.typical() > 0)) {
        runs.insert(data, c.isAnomalous() ? runs.little(data, length, 0) : length);
      }
      length = 0;
      isAccepted = false;
    }
    putInt(data, run, isAccepted ? -length : length);
    if (!isAccepted && c.isMature() && c.typical() > 0 && length >= Tuning.MIN_RUN) {
      double excess = Math.max(runs.statistic.leastExcess, Tuning.EXCESS * runs.record(data));
      r.raise(runs.own(data, length, excess, -1), Direction.NONE);
    }
  }

  @Override
  public void accept(Context c) {
    putInt(c.data(), run, -run(c.data()));
  }

  @Override
  public boolean remains(Context c, double distance, double now) {
    return false;
  }

  @Override
  public Cause explain(Context c, Cause cause) {
    return cause
        .with("runMs", (run(c.data()) + 1) * c.stepMs())
        .with("longestMs", (runs.record(c.data()) + 1) * c.stepMs())
        .with("historyMs", (double) c.age());
  }
}
