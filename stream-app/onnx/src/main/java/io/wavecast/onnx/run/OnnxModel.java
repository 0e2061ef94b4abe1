package io.wavecast.onnx.run;

import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.schemas.ModelRef;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A model file of any kind, open on ONNX Runtime. Thread-safe; closing waits for the runs in
 * progress. Before it serves, it is verified on samples: a row's result has the same bits in every
 * batch.
 *
 * @param <F> its kind of file
 */
public abstract class OnnxModel<F extends ContractFile<?>> implements AutoCloseable {
  private final F file;
  private final OnnxRunner runner;

  /**
   * Loads and verifies a model.
   *
   * @param samples makes samples to verify it on, as many as asked for
   */
  protected OnnxModel(F file, Device device, IntFunction<Samples> samples) {
    this.file = file;
    this.runner =
        OnnxRunner.open(
            file.source(),
            file.model().name(),
            file.bytes(),
            file.signature(),
            device,
            OnnxRunner.RUN_LIMIT,
            file instanceof ModelFile);
    runner.verify(samples);
  }

  protected final OnnxRunner runner() {
    return runner;
  }

  protected static void require(String what, int least, int got) {
    if (got < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", got: " + got);
    }
  }

  /** The file that it runs. */
  public final F file() {
    return file;
  }

  /** Name and version. */
  public ModelRef model() {
    return file.model();
  }

  /** Where it runs: {@link Device#CPU} or {@link Device#CUDA}. */
  public final Device device() {
    return runner.device();
  }

  /** Sets who gets one line when the model is disabled, from the thread that ran it. */
  public final void onDisabled(Consumer<String> log) {
    runner.onDisabled(log);
  }

  /** Whether a run took longer than its limit, so that the model is not run again. */
  public final boolean isDisabled() {
    return runner.isDisabled();
  }

  /** The batch sizes at which it runs, ascending; each gives the same bits. */
  public final List<Integer> batchSizes() {
    return runner.batchSizes();
  }

  /** Returns native memory, after the runs in progress. Further calls do nothing. */
  @Override
  public final void close() {
    runner.close();
  }
}
