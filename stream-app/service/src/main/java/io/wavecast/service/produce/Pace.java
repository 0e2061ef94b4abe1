package io.wavecast.service.produce;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Limits a rate. Not thread-safe. */
final class Pace {
  private static final long LONGEST_WAIT = 100_000_000L;

  private final double perSecond;
  private final LongSupplier nanoClock;
  private final BooleanSupplier ending;
  private final long start;
  private long done;

  /**
   * @param perSecond events per second; infinite for no limit
   * @param nanoClock time, ns
   * @param ending polled while waiting; true ends the wait
   */
  Pace(double perSecond, LongSupplier nanoClock, BooleanSupplier ending) {
    this.perSecond = perSecond;
    this.nanoClock = nanoClock;
    this.ending = ending;
    this.start = nanoClock.getAsLong();
  }

  /** Returns when the next one is due. */
  void await() {
    long due = nanosToNext();
    while (due > 0 && !ending.getAsBoolean()) {
      LockSupport.parkNanos(Math.min(due, LONGEST_WAIT));
      due = nanosToNext();
    }
    done++;
  }

  /** Time until the next one is due, ns; 0 or less if it is due. */
  long nanosToNext() {
    return (long) (done / perSecond * 1e9) - (nanoClock.getAsLong() - start);
  }
}
