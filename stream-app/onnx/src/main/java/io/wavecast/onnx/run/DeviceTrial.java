package io.wavecast.onnx.run;

import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.Signature.Rows;
import io.wavecast.onnx.file.SketchFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model file of any kind on a device, in batches of any size: to compare devices and to measure
 * them. Unlike a served model it is not verified. Not thread-safe.
 */
public final class DeviceTrial implements AutoCloseable {
  /** Samples whose results are compared. */
  public static final int SAMPLES = 1024;

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int LEAST_RUNS = 4;

  private final ContractFile<?> file;
  private final OnnxRunner runner;
  private final Samples samples;

  private DeviceTrial(ContractFile<?> file, Device device, int maxBatch) {
    this.file = file;
    this.runner = OnnxRunner.open(file, device, LIMIT, maxBatch);
    this.samples = samples(file);
  }

  /**
   * Loads a model.
   *
   * @param maxBatch rows of the largest run, a power of two that is at least 8
   * @throws ModelFileException when ONNX Runtime cannot load it, or the device is not usable
   */
  public static DeviceTrial open(ContractFile<?> file, Device device, int maxBatch) {
    return new DeviceTrial(file, device, maxBatch);
  }

  private static Samples samples(ContractFile<?> file) {
    if (file instanceof SketchFile) {
      return new SketchSamples(SAMPLES);
    }
    return file instanceof ComposerFile composer
        ? new PieceSamples(SAMPLES, composer.metadata().stateSize())
        : new WindowSamples(SAMPLES, ((ModelFile) file).metadata().shape());
  }

  /** Where it runs: {@link Device#CPU} or {@link Device#CUDA}. */
  public Device device() {
    return runner.device();
  }

  /**
   * The results of all samples: windows of many magnitudes, drawings, or pieces of eight notes.
   *
   * @param batch rows of a run, at least 1, at most the largest batch
   * @return [{@value #SAMPLES}, width]: the outputs of a row, in the order of the signature
   */
  public float[] results(int batch) {
    SampleRuns runs = new SampleRuns(runner, file.signature(), samples, SAMPLES);
    int width = file.signature().outputs().stream().mapToInt(Rows::width).sum();
    float[] all = new float[SAMPLES * width];
    for (int from = 0; from < SAMPLES; from += batch) {
      int rows = Math.min(batch, SAMPLES - from);
      System.arraycopy(runs.run(from, rows), 0, all, from * width, rows * width);
    }
    return all;
  }

  /**
   * The largest difference of two results, divided by the sum of the sample's magnitude and the
   * second result's.
   *
   * @param results of {@link #results}
   * @param reference the results of the same file on another device
   * @return at least 0; infinite where a result is not a number
   */
  public double difference(float[] results, float[] reference) {
    int width = results.length / SAMPLES;
    double worst = 0;
    for (int i = 0; i < results.length; i++) {
      worst = Math.max(worst, samples.difference(results[i], reference, i, width));
    }
    return worst;
  }

  /**
   * Measures runs of one batch size, copies from and to Java's arrays included, after a warm-up of
   * a quarter of the time. At least four runs, however long they take.
   *
   * @param batch rows of a run, at least 1; a row is a window, a drawing, or a note of a piece
   * @return rows per second
   */
  public double speed(int batch, Duration time) {
    Map<String, float[]> in = new HashMap<>();
    for (Rows input : file.signature().inputs()) {
      in.put(input.name(), repeated(samples.rows(input.name(), 0), batch * input.width()));
    }
    Map<String, float[]> out = new HashMap<>();
    for (Rows output : file.signature().outputs()) {
      out.put(output.name(), new float[batch * output.width()]);
    }
    List<Rows> inputs = file.signature().inputs();
    List<Rows> outputs = file.signature().outputs();
    Runnable run =
        () ->
            runner.run(
                batch,
                (tensors, from, rows) -> inputs.forEach(r -> put(tensors, r, in, from, rows)),
                (tensors, from, rows) -> outputs.forEach(r -> get(tensors, r, out, from, rows)));
    double unused = runsPerSecond(1, time.dividedBy(4), run);
    return batch * runsPerSecond(LEAST_RUNS, time, run);
  }

  private static double runsPerSecond(int least, Duration time, Runnable run) {
    long start = System.nanoTime();
    int runs = 0;
    while (runs < least || System.nanoTime() - start < time.toNanos()) {
      run.run();
      runs++;
    }
    return runs * 1e9 / (System.nanoTime() - start);
  }

  private static float[] repeated(float[] values, int length) {
    float[] all = new float[length];
    for (int at = 0; at < length; at += values.length) {
      System.arraycopy(values, 0, all, at, Math.min(values.length, length - at));
    }
    return all;
  }

  private static void put(Tensors to, Rows r, Map<String, float[]> all, int from, int rows) {
    float[] values = all.getOrDefault(r.name(), new float[0]);
    to.buffer(r.name()).put(0, values, from * r.width(), rows * r.width());
  }

  private static void get(Tensors of, Rows r, Map<String, float[]> all, int from, int rows) {
    float[] values = all.getOrDefault(r.name(), new float[0]);
    of.buffer(r.name()).get(0, values, from * r.width(), rows * r.width());
  }

  /** Returns native memory. Further calls do nothing. */
  @Override
  public void close() {
    runner.close();
  }
}
