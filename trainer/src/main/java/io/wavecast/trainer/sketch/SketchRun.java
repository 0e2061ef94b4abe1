package io.wavecast.trainer.sketch;

import io.wavecast.core.model.Provenance;
import io.wavecast.sketches.model.OnnxSketchClassifier;
import io.wavecast.sketches.pipeline.SketchClassifier;
import io.wavecast.sketches.pipeline.SketchMetadata;
import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.export.Softmax;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.run.Figures;
import io.wavecast.trainer.run.Markdown;
import io.wavecast.trainer.run.Run;
import io.wavecast.trainer.run.RunResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Trains a sketch classifier and measures it on complete and on half-drawn drawings. */
public final class SketchRun extends Run<SketchSet, SketchRun.Measured> {

  /** The licence notice of the Quick, Draw! dataset. */
  public static final String ATTRIBUTION =
      "Trained on the Quick, Draw! dataset by Google, Inc., made available under CC BY 4.0";

  /** Complete drawings, and as many halves, on which file and network are compared. */
  private static final int COMPARED = 1000;

  /** Drawings whose points are counted, as many as in the notebook. */
  private static final int COUNTED = 32_000;

  /** Classes that the card names. */
  private static final int SHOWN = 40;

  private final SketchRecipe recipe;
  private final SketchData data;
  private final FitOptions options;
  private final SketchSet complete;
  private final SketchSet half;

  /**
   * Measured on the validation set, and at the end on the test set.
   *
   * @param complete accuracy on complete drawings
   * @param half accuracy on the first halves of their points
   * @param test accuracy on complete drawings of the test set; empty where there is none
   */
  public record Measured(
      SketchAccuracy complete, SketchAccuracy half, Optional<SketchAccuracy> test) {}

  /**
   * A run.
   *
   * @param name of the model
   * @param version of the model
   */
  public SketchRun(
      SketchRecipe recipe, SketchData data, FitOptions options, String name, String version) {
    super(name, version, data.sha256(), options.seed());
    this.recipe = recipe;
    this.data = data;
    this.options = options;
    this.complete = SketchBatches.set(data.valid(), data.labels());
    this.half =
        SketchBatches.set(
            data.valid().stream().map(drawing -> drawing.share(0.5)).toList(), data.labels());
  }

  /** Identifies the run. */
  String fingerprint() {
    return fingerprint(recipe.name(), recipe.net(), recipe.smoothing(), recipe.augment(), options);
  }

  /** If training uses half-drawn drawings, validation counts them as much as complete ones. */
  @Override
  public List<Stage<SketchSet>> stages() {
    boolean usesHalf = recipe.augment().unfinished() > 0;
    return List.of(
        new Stage<>(
            name(),
            0,
            new SketchNetwork(recipe.net(), data.classes().size(), recipe.smoothing()),
            () ->
                new SketchBatches(
                    data.train(), data.labels(), recipe.augment(), options.batch(), options.seed()),
            usesHalf ? SketchSet.joined(complete, half) : complete,
            ValidationScore.loss(),
            options,
            "checkpoint.bin",
            fingerprint()));
  }

  @Override
  protected RunResult<Measured> export(Trainable<SketchSet> net, List<Fitted> members) {
    Fitted fitted = members.get(0);
    int classes = data.classes().size();
    float[] onComplete = Softmax.of(net.output(complete), classes);
    float[] onHalf = Softmax.of(net.output(half), classes);
    Measured measured =
        new Measured(
            SketchAccuracy.of(onComplete, complete), SketchAccuracy.of(onHalf, half), test(net));
    Provenance provenance = provenance(metrics(fitted, measured));
    SketchMetadata metadata = new SketchMetadata(provenance, data.classes(), ATTRIBUTION);
    byte[] file = recipe.net().file(fitted.weights(), metadata);
    int some = Math.min(COMPARED, complete.size());
    Parity parity =
        parity(
            file,
            metadata,
            SketchSet.joined(complete.slice(0, some), half.slice(0, some)),
            SketchSet.concat(
                Arrays.copyOf(onComplete, some * classes), Arrays.copyOf(onHalf, some * classes)));
    return new RunResult<>(
        provenance,
        fitted,
        net.parameters(),
        measured,
        List.of(),
        "loss",
        file,
        card(fitted, net.parameters(), measured, parity),
        new Figures()
            .put("model", name())
            .put("network", recipe.name())
            .put("seed", options.seed())
            .put("parameters", net.parameters())
            .put("steps", fitted.steps())
            .put("bestStep", fitted.bestStep())
            .put("bytes", file.length)
            .put("metrics", new TreeMap<>(provenance.metrics()))
            .put(
                "parity",
                new Figures().put("oneDrawing", parity.one()).put("manyDrawings", parity.many())));
  }

  private Optional<SketchAccuracy> test(Trainable<SketchSet> net) {
    if (data.test().isEmpty()) {
      return Optional.empty();
    }
    SketchSet set = SketchBatches.set(data.test(), data.labels());
    return Optional.of(SketchAccuracy.of(Softmax.of(net.output(set), data.classes().size()), set));
  }

  private Markdown card(Fitted fitted, long parameters, Measured measured, Parity parity) {
    int n = data.classes().size();
    String classes = String.join(", ", data.classes().subList(0, Math.min(SHOWN, n)));
    int[] points =
        data.train().stream().limit(COUNTED).mapToInt(LabelledDrawing::points).sorted().toArray();
    long seenWhole = Arrays.stream(points).filter(count -> count <= SketchPoints.MAX).count();
    Markdown card =
        card(
                "Recognises which of %d things a drawing shows, also while it is drawn. The network"
                    + " `%s` %s.",
                n, recipe.name(), recipe.title())
            .fact("network", "`%s`", recipe.net())
            .fact("parameters", "%,d", parameters)
            .fact("classes", "%s%s", classes, n > SHOWN ? ", ..." : "")
            .fact("training", "%,d drawings; `%s`", data.train().size(), recipe.augment())
            .fact(
                "points of a drawing",
                "median %d; %s have at most %d, what the network sees",
                points[points.length / 2],
                Markdown.percent((double) seenWhole / points.length),
                SketchPoints.MAX);
    addTraining(card, fitted, options, parity, "drawing");
    String set = "validation set, %,d drawings".formatted(data.valid().size());
    addProducer(card).table(set, "top 1", "top 5", "-log p");
    addRow(card, "complete", measured.complete());
    addRow(card, "first half of the points", measured.half());
    measured
        .test()
        .ifPresent(
            test -> addRow(card, "test set, %,d drawings".formatted(data.test().size()), test));
    if (!options.method().keepsLast()) {
      card.paragraph(
          "The validation set also chose the best of %d evaluations, so expect a little less on"
              + " new drawings.",
          fitted.curve().points().size());
    }
    return card.paragraph("%s.", ATTRIBUTION);
  }

  private static void addRow(Markdown card, String what, SketchAccuracy accuracy) {
    card.row(
        what,
        Markdown.percent(accuracy.top1()),
        Markdown.percent(accuracy.top5()),
        Markdown.decimal(3, accuracy.nll()));
  }

  private static Map<String, Double> metrics(Fitted fitted, Measured measured) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("valid_score", fitted.bestScore());
    put(metrics, "valid", measured.complete());
    put(metrics, "valid_half", measured.half());
    measured.test().ifPresent(test -> put(metrics, "test", test));
    return metrics;
  }

  private static void put(Map<String, Double> metrics, String set, SketchAccuracy accuracy) {
    metrics.put(set + "_top1", accuracy.top1());
    metrics.put(set + "_top5", accuracy.top5());
    metrics.put(set + "_nll", accuracy.nll());
  }

  /**
   * Compares a file with what was written and with the network, for drawings given together and one
   * by one.
   *
   * @param trained the network's probabilities, [size, classes]
   */
  static Parity parity(byte[] file, SketchMetadata metadata, SketchSet set, float[] trained) {
    try (OnnxSketchClassifier served =
        OnnxSketchClassifier.KIND.open(metadata.model().name(), file)) {
      Parity.requireContract(metadata, served.file().metadata());
      int classes = metadata.classes().size();
      return Parity.of(
              set.size(),
              (from, to) ->
                  Parity.difference(
                      probabilities(served, set.slice(from, to)),
                      Arrays.copyOfRange(trained, from * classes, to * classes)))
          .require("drawing");
    }
  }

  private static float[] probabilities(SketchClassifier served, SketchSet set) {
    float[] all = new float[set.size() * served.classes().size()];
    served.classify(set.points(), set.size(), all);
    return all;
  }
}
