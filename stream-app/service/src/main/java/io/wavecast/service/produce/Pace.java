package io.wavecast.service.produce;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Lets so many things happen a second and no more. Of one thread. */
final class Pace {
  private static final long LONGEST_NAP = 100_000_000L;

  private final double perSecond;
  private final LongSupplier nanoClock;
  private final BooleanSupplier ending;
  private final long start;
  private long done;

  /**
   * @param perSecond how many; infinite for no limit
   * @param nanoClock time, ns
   * @param ending asked while waiting; true cuts the wait short
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
      LockSupport.parkNanos(Math.min(due, LONGEST_NAP));
      due = nanosToNext();
    }
    done++;
  }

  /** How long until the next one is due, ns; 0 or less when it is. */
  long nanosToNext() {
    return (long) (done / perSecond * 1e9) - (nanoClock.getAsLong() - start);
  }
}
