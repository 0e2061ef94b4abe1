package io.wavecast.benchmarks.engines;

import com.sun.management.OperatingSystemMXBean;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.schemas.ModelRef;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Counts the windows that a model forecasts: the same measure for every engine. Thread-safe. */
final class CountingForecaster implements Forecaster {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final long LOOK_NANOS = 1_000_000;

  private final Forecaster model;
  private final LongAdder windows = new LongAdder();
  private final LongAdder runs = new LongAdder();

  /** A moment: windows and runs so far, the time, and the CPU time of this process. */
  record Moment(long windows, long runs, long nanos, long cpuNanos) {}

  CountingForecaster(Forecaster model) {
    this.model = model;
  }

  @Override
  public ModelRef model() {
    return model.model();
  }

  @Override
  public double[] quantileLevels() {
    return model.quantileLevels();
  }

  @Override
  public void forecast(float[] in, int n, float[] forecasts, float[] quantiles) {
    model.forecast(in, n, forecasts, quantiles);
    windows.add(n);
    runs.increment();
  }

  /** Waits until so many windows were forecast, and while it goes on. */
  Moment await(long enough, Runnable orThrow) {
    while (windows.sum() < enough) {
      orThrow.run();
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return new Moment(windows.sum(), runs.sum(), System.nanoTime(), SYSTEM.getProcessCpuTime());
  }
}
