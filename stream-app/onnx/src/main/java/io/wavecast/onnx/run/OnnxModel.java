package io.wavecast.onnx.run;

import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.schemas.ModelRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A model file of any kind, open on ONNX Runtime. Thread-safe; closing waits for the runs in
 * progress. Before it serves, it is verified on samples: a row's result has the same bits in every
 * batch.
 *
 * @param <F> its kind of file
 */
public abstract sealed class OnnxModel<F extends ContractFile<?>> implements AutoCloseable
    permits OnnxForecaster, OnnxComposer, OnnxSketchClassifier {
  private final F file;
  private final OnnxRunner runner;

  /**
   * Loads and verifies a model.
   *
   * @param limit longest time of one run
   * @param samples makes samples to verify it on, as many as asked for
   */
  OnnxModel(F file, Device device, Duration limit, IntFunction<Samples> samples) {
    this.file = file;
    this.runner =
        OnnxRunner.open(
            file.source(),
            file.model().name(),
            file.bytes(),
            file.signature(),
            device,
            limit,
            file instanceof ModelFile);
    runner.verify(samples);
  }

  /**
   * Loads and verifies a model of any kind.
   *
   * @param device where it runs
   * @param limit longest time of one run, after which it is ended
   * @throws ModelFileException when ONNX Runtime cannot load it, the device is not usable, a result
   *     on the samples violates the contract, or a row's result depends on other rows
   */
  public static OnnxModel<?> open(ContractFile<?> file, Device device, Duration limit) {
    if (file instanceof SketchFile sketches) {
      return OnnxSketchClassifier.open(sketches, device, limit);
    }
    return file instanceof ComposerFile composer
        ? OnnxComposer.open(composer, device, limit)
        : OnnxForecaster.open((ModelFile) file, device, limit);
  }

  final OnnxRunner runner() {
    return runner;
  }

  static void require(String what, int least, int got) {
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

  /** One line that says why no GPU is used, where a build with CUDA looked for one. */
  public final Optional<String> fallback() {
    return runner.fallback();
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
