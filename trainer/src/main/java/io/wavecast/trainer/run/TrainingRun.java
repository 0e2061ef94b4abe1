package io.wavecast.trainer.run;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Accuracy;
import io.wavecast.trainer.export.ForecasterFile;
import io.wavecast.trainer.export.HeadOutputs;
import io.wavecast.trainer.export.InitialWeights;
import io.wavecast.trainer.export.IntervalCalibration;
import io.wavecast.trainer.export.OnnxForecaster;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.fit.Checkpoint;
import io.wavecast.trainer.fit.Curve;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.fit.Fitter;
import io.wavecast.trainer.fit.RunFingerprint;
import io.wavecast.trainer.fit.Snapshot;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.net.Iterated;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a recipe: train, set the width of the intervals by the validation set, measure on the
 * test set, write the ONNX file, run it with ONNX Runtime and compare.
 */
public final class TrainingRun {
  private static final int PARITY_WINDOWS = 256;

  private final Recipe recipe;
  private final FitOptions options;
  private final TrainingData data;
  private final String version;
  private final @Nullable Path init;

  public TrainingRun(Recipe recipe, FitOptions options, TrainingData data, String version) {
    this(recipe, options, data, version, null);
  }

  /**
   * A run that starts from a model.
   *
   * @param init a forecaster's file of the same network; null to start anew
   */
  public TrainingRun(
      Recipe recipe, FitOptions options, TrainingData data, String version, @Nullable Path init) {
    this.recipe = recipe;
    this.options = options;
    this.data = data;
    this.version = version;
    this.init = init;
  }

  /** What tells this run from every other one. */
  public String fingerprint() {
    return RunFingerprint.of(data.sha256(), recipe.name(), recipe.net(), recipe.loss(), options)
        + (init == null ? "" : " from " + init);
  }

  /**
   * Reads the model to start from, if there is one, and changes nothing: for whoever wants to know
   * beforehand that it fits.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when it is not of the same network
   */
  public void verify() throws IOException {
    if (init == null) {
      return;
    }
    try (Trainable<WindowSet> net = Trainable.of(recipe.net(), recipe.loss(), options.seed())) {
      initial(init, net);
    }
  }

  /**
   * Trains and exports.
   *
   * @param checkpoint where the state is kept; null to keep none
   * @throws IOException when the checkpoint cannot be read or written
   * @throws IllegalStateException when the file does not repeat what the network says
   */
  public RunResult run(@Nullable Checkpoint checkpoint, FitListener listener) throws IOException {
    try (Trainable<WindowSet> net = Trainable.of(recipe.net(), recipe.loss(), options.seed())) {
      return export(net, net.weights().isEmpty() ? asItIs(net) : fit(net, checkpoint, listener));
    }
  }

  /**
   * The result of a run that is over, without training.
   *
   * @return empty when the checkpoint is absent or lies before the run's end
   * @throws IOException when the checkpoint cannot be read
   * @throws IllegalStateException when the file does not repeat what the network says
   */
  public Optional<RunResult> finished(Checkpoint checkpoint) throws IOException {
    try (Trainable<WindowSet> net = Trainable.of(recipe.net(), recipe.loss(), options.seed())) {
      Optional<Fitted> fitted =
          net.weights().isEmpty()
              ? Optional.of(asItIs(net))
              : fitter(net, new FitListener() {}).finished(checkpoint);
      return fitted.map(f -> export(net, f));
    }
  }

  private Fitted fit(
      Trainable<WindowSet> net, @Nullable Checkpoint checkpoint, FitListener listener)
      throws IOException {
    if (init != null) {
      Snapshot.restore(initial(init, net), net.state());
    }
    return fitter(net, listener).run(checkpoint);
  }

  private Map<String, float[]> initial(Path file, Trainable<WindowSet> net) throws IOException {
    return InitialWeights.read(file, recipe.net(), Snapshot.of(net.state()));
  }

  private Fitter<WindowSet> fitter(Trainable<WindowSet> net, FitListener listener) {
    return new Fitter<>(
        net,
        data.batches().of(options.batch(), options.seed()),
        data.valid(),
        recipe.score(),
        options,
        listener);
  }

  /** A network without weights. */
  private Fitted asItIs(Trainable<WindowSet> net) {
    double score = recipe.score().of(net, data.valid());
    double loss = net.loss(data.valid());
    return new Fitted(Map.of(), score, 0, 0, new Curve(List.of(new Curve.Point(0, loss, score))));
  }

  private RunResult export(Trainable<WindowSet> net, Fitted fitted) {
    Head head = recipe.net().head();
    float[] values = Iterated.output(net, data.validAhead());
    IntervalCalibration calibration = calibration(values, head);
    List<Double> levels = head.isPoints() ? calibration.levels() : head.levels();
    OnnxForecaster.Output valid = HeadOutputs.of(values, head, calibration);
    OnnxForecaster.Output test =
        HeadOutputs.of(Iterated.output(net, data.testAhead()), head, calibration);
    Accuracy onValid = Accuracy.of(valid, data.validAhead(), levels);
    Accuracy onTest = Accuracy.of(test, data.testAhead(), levels);
    Map<String, Double> metrics = new LinkedHashMap<>();
    List<Curve.Point> curve = fitted.curve().points();
    metrics.put("valid_score", fitted.bestScore());
    metrics.put("valid_score_last", curve.get(curve.size() - 1).validScore());
    metrics.put("test_score", recipe.score().of(net, data.test()));
    metrics.put("valid_mse", onValid.mse());
    metrics.put("test_mse", onTest.mse());
    metrics.put("test_mae", onTest.mae());
    metrics.put("test_mae_naive", data.testAhead().naiveError());
    metrics.put("test_coverage", onTest.coverage());
    if (calibration.stretch() != 1) {
      metrics.put("interval_stretch", (double) calibration.stretch());
    }
    ForecasterMetadata metadata = metadata(levels, metrics);
    byte[] file = ForecasterFile.bytes(recipe.net(), fitted.weights(), calibration, metadata);
    Parity parity = parity(net, file, head, calibration, metadata);
    return new RunResult(
        recipe, options, data, metadata, fitted, net.parameters(), onValid, onTest, parity, file);
  }

  /** From the validation set, on the values [n, head units] that the network gives for it. */
  private IntervalCalibration calibration(float[] values, Head head) {
    float[] actual = data.validAhead().futures();
    if (head.isPoints()) {
      return IntervalCalibration.ofPoints(values, actual, Head.LEVELS);
    }
    float[] learned = HeadOutputs.of(values, head, IntervalCalibration.none()).quantiles();
    return IntervalCalibration.ofQuantiles(learned, actual, head.levels());
  }

  private ForecasterMetadata metadata(List<Double> levels, Map<String, Double> metrics) {
    return new ForecasterMetadata(
        new Provenance(
            recipe.name(),
            version,
            data.sha256(),
            options.seed(),
            metrics,
            TrainerVersion.current()),
        Forecaster.WINDOW,
        Forecaster.HORIZON,
        levels,
        recipe.net().scaling());
  }

  /** The file's own word: its contract and its numbers. */
  private Parity parity(
      Trainable<WindowSet> net,
      byte[] file,
      Head head,
      IntervalCalibration calibration,
      ForecasterMetadata metadata) {
    WindowSet test = data.testAhead();
    WindowSet some = test.slice(0, Math.min(PARITY_WINDOWS, test.size()));
    try (OnnxForecaster served = new OnnxForecaster(file)) {
      if (!served.metadata().equals(metadata)) {
        throw new IllegalStateException(
            "the file's contract reads back as %s, written was %s"
                .formatted(served.metadata(), metadata));
      }
      Parity parity =
          Parity.of(
              served::forecast,
              some,
              (set, fed) -> HeadOutputs.of(Iterated.following(net, set, fed), head, calibration));
      if (!parity.holds()) {
        throw new IllegalStateException(
            "the ONNX file differs from the network by %.3g (one window) and %.3g (%d windows); at most %.0e is allowed"
                .formatted(parity.one(), parity.many(), parity.windows(), Parity.TOLERANCE));
      }
      return parity;
    }
  }
}
