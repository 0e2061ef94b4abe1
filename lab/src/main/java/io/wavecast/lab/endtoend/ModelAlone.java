package io.wavecast.lab.endtoend;

import io.wavecast.core.forecast.Forecaster;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The throughput of a model without a stream.
 *
 * @param perSecond forecasts per second of all threads
 * @param cpuMicros CPU time per forecast, us
 */
public record ModelAlone(double perSecond, double cpuMicros) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Runs a model on several threads, after one second of warm-up.
   *
   * @param batch windows per run
   */
  public static ModelAlone measure(Forecaster model, int batch, int threads, int seconds)
      throws InterruptedException {
    run(model, batch, threads, 1);
    return run(model, batch, threads, seconds);
  }

  private static ModelAlone run(Forecaster model, int batch, int threads, int seconds)
      throws InterruptedException {
    LongAdder forecasts = new LongAdder();
    LongAdder cpuNanos = new LongAdder();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      long seed = t;
      Thread thread =
          new Thread(
              () -> {
                float[] windows = new float[batch * model.shape().window()];
                Random random = new Random(seed);
                for (int i = 0; i < windows.length; i++) {
                  windows[i] = random.nextFloat() - 0.5f;
                }
                int outputs = batch * model.shape().horizon();
                float[] out = new float[outputs];
                float[] quantiles = new float[outputs * model.quantileLevels().length];
                while (System.nanoTime() < end) {
                  model.forecast(windows, batch, out, quantiles);
                  forecasts.add(batch);
                }
                cpuNanos.add(THREADS.getCurrentThreadCpuTime());
              });
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    return new ModelAlone(
        forecasts.sum() / elapsed, cpuNanos.sum() / 1e3 / Math.max(1, forecasts.sum()));
  }
}
