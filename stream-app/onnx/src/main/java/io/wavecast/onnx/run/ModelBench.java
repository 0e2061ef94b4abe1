package io.wavecast.onnx.run;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Measures the throughput and latency of a forecaster on this machine, on one thread. */
public final class ModelBench {
  /** Default windows per call. */
  public static final List<Integer> BATCHES = List.of(1, 8, 64, 512);

  private static final int LEAST_CALLS = 20;
  private static final int MOST_CALLS = 1 << 20;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ModelBench() {}

  /**
   * The measurement of one batch size.
   *
   * @param batch windows per call
   * @param calls number of measured calls
   * @param forecastsPerSecond over all calls, by elapsed time
   * @param forecastsPerCpuSecond the same by the CPU time of the thread, as on an otherwise idle
   *     core
   * @param p50 median duration of a call
   * @param p99 99th percentile of the duration of a call
   */
  public record Line(
      int batch,
      int calls,
      double forecastsPerSecond,
      double forecastsPerCpuSecond,
      Duration p50,
      Duration p99) {}

  /**
   * Measures each batch size, after a warm-up of a quarter of the time.
   *
   * @param batches windows per call, each at least 1
   * @param time for each batch size
   */
  public static List<Line> run(OnnxForecaster model, List<Integer> batches, Duration time) {
    List<Line> lines = new ArrayList<>();
    for (int batch : batches) {
      lines.add(line(batch, LEAST_CALLS, time, new Calls(model, batch)::run));
    }
    return lines;
  }

  /**
   * Measures a call, after a warm-up of a quarter of the time.
   *
   * @param batch rows of a call
   * @param least number of calls, however long they take
   */
  static Line line(int batch, int least, Duration time, Runnable call) {
    repeat(batch, Math.max(1, least / 4), time.dividedBy(4), call);
    return repeat(batch, least, time, call);
  }

  private static Line repeat(int batch, int least, Duration time, Runnable call) {
    long[] nanos = new long[least];
    int calls = 0;
    long cpu = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    long before = start;
    while (calls < least || (before - start < time.toNanos() && calls < MOST_CALLS)) {
      call.run();
      long now = System.nanoTime();
      if (calls == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * calls);
      }
      nanos[calls++] = now - before;
      before = now;
    }
    double seconds = (before - start) / 1e9;
    double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
    Arrays.sort(nanos, 0, calls);
    return new Line(
        batch,
        calls,
        (double) batch * calls / seconds,
        (double) batch * calls / cpuSeconds,
        Duration.ofNanos(nanos[calls / 2]),
        Duration.ofNanos(nanos[(int) (calls * 0.99)]));
  }

  /** Calls of one batch size. */
  private static final class Calls {
    private final OnnxForecaster model;
    private final int batch;
    private final float[] windows;
    private final float[] forecasts;
    private final float[] quantiles;

    Calls(OnnxForecaster model, int batch) {
      this.model = model;
      this.batch = batch;
      windows = new float[batch * model.shape().window()];
      forecasts = new float[batch * model.shape().horizon()];
      quantiles = new float[forecasts.length * model.quantileLevels().length];
      Random random = new Random(batch);
      for (int i = 0; i < windows.length; i++) {
        windows[i] = random.nextFloat() - 0.5f;
      }
    }

    void run() {
      model.forecast(windows, batch, forecasts, quantiles);
    }
  }
}
