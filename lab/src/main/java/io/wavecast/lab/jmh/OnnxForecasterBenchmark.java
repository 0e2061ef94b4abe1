package io.wavecast.lab.jmh;

import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Shipped models by batch size: calls per second, and beside them forecasts per second as a
 * counter. {@code -t 2} runs two threads on one session.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OnnxForecasterBenchmark {
  /** A model that all threads share. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init")
  public static class Model {
    @Param({"lstm", "gru", "wavenet"})
    String model;

    OnnxForecaster forecaster;

    @Setup
    public void open() {
      forecaster = OnnxForecaster.open(ModelCatalog.shipped().find(model), Device.CPU);
    }

    @TearDown
    public void close() {
      forecaster.close();
    }
  }

  /** One thread's windows and results. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init")
  public static class Batch {
    @Param({"1", "8", "64", "512"})
    int batch;

    float[] windows;
    float[] forecasts;
    float[] quantiles;

    @Setup
    public void draw(Model model) {
      int levels = model.forecaster.quantileLevels().length;
      windows = new float[batch * model.forecaster.shape().window()];
      forecasts = new float[batch * model.forecaster.shape().horizon()];
      quantiles = new float[batch * model.forecaster.shape().horizon() * levels];
      Random random = new Random(batch);
      for (int i = 0; i < windows.length; i++) {
        windows[i] = random.nextFloat() - 0.5f;
      }
    }
  }

  /** Counts forecasts, which are several a call. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Count {
    public long forecasts;

    @Setup(Level.Iteration)
    public void reset() {
      forecasts = 0;
    }
  }

  @Benchmark
  public float[] forecast(Model model, Batch b, Count count) {
    model.forecaster.forecast(b.windows, b.batch, b.forecasts, b.quantiles);
    count.forecasts += b.batch;
    return b.forecasts;
  }
}
