package io.wavecast.trainer.run;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.model.Provenance;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Accuracy;
import io.wavecast.trainer.export.ForecasterFile;
import io.wavecast.trainer.export.InitialWeights;
import io.wavecast.trainer.export.IntervalCalibration;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.fit.Curve;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.fit.Snapshot;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.net.GrowingWindow;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.net.Iterated;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.net.WindowNetwork;
import io.wavecast.trainer.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trains a forecaster. The validation set also calibrates the width of its intervals. */
public final class ForecasterRun extends Run<WindowSet, ForecasterRun.Measured> {
  private final Recipe recipe;
  private final FitOptions options;
  private final TrainingData data;
  private final @Nullable ModelFile init;

  /**
   * What was measured.
   *
   * @param data the sets it was measured on
   * @param valid accuracy on the validation set
   * @param test accuracy on the test set
   */
  public record Measured(TrainingData data, Accuracy valid, Accuracy test) {}

  /**
   * A run.
   *
   * @param version of the model
   * @param init a forecaster's file with the same network; null for random weights
   */
  public ForecasterRun(
      Recipe recipe,
      FitOptions options,
      TrainingData data,
      String version,
      @Nullable ModelFile init) {
    super(recipe.name(), version, data.sha256(), options.seed());
    this.recipe = recipe;
    this.options = options;
    this.data = data;
    this.init = init;
  }

  /** Identifies the run. */
  public String fingerprint() {
    return fingerprint(recipe.name(), recipe.net(), recipe.loss(), options)
        + (init == null ? "" : " from " + init.sha256());
  }

  @Override
  public List<Stage<WindowSet>> stages() {
    return List.of(
        new Stage<>(
            name(),
            0,
            new WindowNetwork(recipe.net(), recipe.loss()),
            () -> data.batches().of(options.batch(), options.seed()),
            data.valid(),
            recipe.score(),
            options,
            "checkpoint.bin",
            fingerprint()));
  }

  @Override
  public void verify() {
    if (init != null) {
      try (Trainable<WindowSet> net = stages().get(0).trainable()) {
        initial(net);
      }
    }
  }

  @Override
  protected Map<String, float[]> initial(Trainable<WindowSet> net) {
    return init == null
        ? Map.of()
        : InitialWeights.read(init, recipe.net(), Snapshot.of(net.state()));
  }

  @Override
  protected RunResult<Measured> export(Trainable<WindowSet> net, List<Fitted> members) {
    Fitted fitted = members.get(0);
    Head head = recipe.net().head();
    float[] values = Iterated.output(net, data.validAhead());
    IntervalCalibration calibration = calibration(values, head);
    List<Double> levels = head.isPoints() ? calibration.levels() : head.levels();
    float[] testValues = Iterated.output(net, data.testAhead());
    Measured measured =
        new Measured(
            data,
            Accuracy.of(Predictions.of(values, head, calibration), data.validAhead(), levels),
            Accuracy.of(Predictions.of(testValues, head, calibration), data.testAhead(), levels));
    Provenance provenance = provenance(metrics(net, fitted, measured, calibration));
    ForecasterMetadata metadata =
        new ForecasterMetadata(provenance, WindowSet.SHAPE, levels, recipe.net().scaling());
    byte[] file = ForecasterFile.bytes(recipe.net(), fitted.weights(), calibration, metadata);
    Parity parity =
        Parity.require(
            file,
            metadata,
            data.testAhead(),
            (set, fed) -> Predictions.of(Iterated.following(net, set, fed), head, calibration));
    double level = levels.get(levels.size() - 1) - levels.get(0);
    List<String> warnings =
        Warnings.of(
            measured.test(), level, data.testAhead().naiveError(), data.validAhead().size());
    Markdown card = card(fitted, net.parameters(), parity, calibration);
    addAccuracy(card, measured, level);
    warnings.forEach(warning -> card.paragraph("**Warning:** %s.", warning));
    return new RunResult<>(
        provenance,
        fitted,
        net.parameters(),
        measured,
        warnings,
        recipe.score().label(),
        file,
        card,
        figures(provenance, fitted, net.parameters(), measured.test(), parity));
  }

  private Map<String, Double> metrics(
      Trainable<WindowSet> net, Fitted fitted, Measured measured, IntervalCalibration calibration) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    List<Curve.Point> curve = fitted.curve().points();
    metrics.put("valid_score", fitted.bestScore());
    metrics.put("valid_score_last", curve.get(curve.size() - 1).validScore());
    metrics.put("test_score", recipe.score().of(net, data.test()));
    metrics.put("valid_mse", measured.valid().mse());
    metrics.put("test_mse", measured.test().mse());
    metrics.put("test_mae", measured.test().mae());
    metrics.put("test_mae_naive", data.testAhead().naiveError());
    metrics.put("test_coverage", measured.test().coverage());
    double loss = net.validationLoss(data.valid());
    if (!Double.isNaN(loss)) {
      metrics.put("valid_loss", loss);
    }
    if (recipe.isAsPrinted() && recipe.growsItsWindow()) {
      metrics.put("valid_mse_growing", growing(net, data.validAhead()));
      metrics.put("test_mse_growing", growing(net, data.testAhead()));
    }
    if (calibration.stretch() != 1) {
      metrics.put("interval_stretch", (double) calibration.stretch());
    }
    return metrics;
  }

  /** Mean squared error where the window grows by each forecast. */
  private double growing(Trainable<WindowSet> net, WindowSet set) {
    return ValidationScore.meanSquare(GrowingWindow.output(recipe.net(), net.state(), set), set);
  }

  /**
   * Calibrates on the validation set.
   *
   * @param values the network's output for it, [n, head units]
   */
  private IntervalCalibration calibration(float[] values, Head head) {
    float[] actual = data.validAhead().futures();
    if (head.isPoints()) {
      return IntervalCalibration.ofPoints(values, actual, Head.LEVELS);
    }
    float[] learned = Predictions.of(values, head, IntervalCalibration.none()).quantiles();
    return IntervalCalibration.ofQuantiles(learned, actual, head.levels());
  }

  private Markdown card(
      Fitted fitted, long parameters, Parity parity, IntervalCalibration calibration) {
    String title = recipe.title();
    Markdown card =
        card(
                "%s. Forecasts the next %d values from the last %d.",
                title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1),
                WindowSet.HORIZON,
                WindowSet.WINDOW)
            .fact("layers", "`%s`", recipe.net().text())
            .fact("parameters", "%,d", parameters)
            .fact("scaling", "%s", recipe.net().scaling())
            .fact("loss", "`%s`", recipe.loss())
            .fact("data", "%s", data.description());
    addTraining(card, fitted, options, parity, "window");
    if (calibration.stretch() != 1) {
      card.fact(
          "intervals",
          "stretched by %.3f, so that they hold on the validation set",
          calibration.stretch());
    }
    return addProducer(card);
  }

  /** Adds the table of both sets; {@code level} is what the outermost quantiles should cover. */
  private void addAccuracy(Markdown card, Measured measured, double level) {
    String covers = Markdown.percent(level) + " interval covers";
    card.accuracyTable("set", covers)
        .accuracy("validation", measured.valid())
        .accuracy("test", measured.test())
        .naive(data.testAhead().naiveError());
  }

  private static Figures figures(
      Provenance provenance, Fitted fitted, long parameters, Accuracy test, Parity parity) {
    return new Figures()
        .put("model", provenance.name())
        .put("seed", provenance.seed())
        .put("parameters", parameters)
        .put("steps", fitted.steps())
        .put("bestStep", fitted.bestStep())
        .put("metrics", new TreeMap<>(provenance.metrics()))
        .put("testMseByLead", test.mseByLead())
        .put(
            "parity",
            new Figures().put("oneWindow", parity.one()).put("manyWindows", parity.many()))
        .put(fitted.curve());
  }
}
