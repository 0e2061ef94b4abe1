package io.wavecast.lab.endtoend;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Counts results and the runs of a model that made them. Thread-safe. */
public final class Tally {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final long PAUSE_NANOS = 1_000_000;

  private final LongAdder results = new LongAdder();
  private final LongAdder runs = new LongAdder();

  /** A moment: results and runs so far, the time, and the CPU time of this process. */
  public record Moment(long results, long runs, long nanos, long cpuNanos) {}

  /** CPU time of this process so far, ns. */
  static long cpuNanos() {
    return SYSTEM.getProcessCpuTime();
  }

  /** Adds results of a run. */
  public void addResults(long n) {
    results.add(n);
  }

  /** Adds a run of the model. */
  public void addRun() {
    runs.increment();
  }

  /**
   * Waits for a number of results.
   *
   * @param check runs meanwhile, throws to end the wait
   */
  public Moment await(long enough, Runnable check) {
    while (results.sum() < enough) {
      check.run();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return new Moment(results.sum(), runs.sum(), System.nanoTime(), cpuNanos());
  }
}
