package io.wavecast.trainer.sketch;

import io.wavecast.core.model.Provenance;
import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.fit.Checkpoint;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.fit.Fitter;
import io.wavecast.trainer.fit.RunFingerprint;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.run.TrainerVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One training of a sketch classifier: train, write the ONNX file, run it with ONNX Runtime and
 * compare, and measure the file itself on the validation set, whole and half-drawn.
 */
public final class SketchRun {
  /** Whose data Quick, Draw! is. */
  public static final String ATTRIBUTION =
      "Trained on the Quick, Draw! dataset by Google, Inc., made available under CC BY 4.0";

  private static final int PARITY_ALONE = 32;

  private final SketchRecipe recipe;
  private final SketchData data;
  private final FitOptions options;
  private final String name;
  private final String version;
  private final String sha256;

  /**
   * @param name what the model will be called
   * @param version of the model
   */
  public SketchRun(
      SketchRecipe recipe, SketchData data, FitOptions options, String name, String version) {
    this.recipe = recipe;
    this.data = data;
    this.options = options;
    this.name = name;
    this.version = version;
    this.sha256 = data.sha256();
  }

  /**
   * What a run came to.
   *
   * @param whole accuracy on whole drawings of the validation set
   * @param half accuracy on the first halves of their points
   * @param parity how closely ONNX Runtime repeats the network
   * @param file the ONNX file; shared, do not change
   */
  record Result(
      SketchMetadata metadata,
      Fitted fitted,
      long parameters,
      SketchAccuracy whole,
      SketchAccuracy half,
      Parity parity,
      byte[] file) {}

  /** What tells this run from every other one. */
  public String fingerprint() {
    return RunFingerprint.of(
        sha256, recipe.name(), recipe.net(), recipe.smoothing(), recipe.augment(), options);
  }

  /**
   * Trains and exports.
   *
   * @throws IOException when the checkpoint cannot be read or written
   * @throws IllegalStateException when the file does not repeat what the network says
   */
  Result run(Checkpoint checkpoint, FitListener listener) throws IOException {
    Map<String, Integer> labels = data.labels();
    SketchSet whole = SketchBatches.whole(data.valid(), labels, 1);
    SketchSet half = SketchBatches.whole(data.valid(), labels, 0.5);
    SketchBatches batches =
        new SketchBatches(data.train(), labels, recipe.augment(), options.batch(), options.seed());
    SketchNetwork network =
        new SketchNetwork(recipe.net(), data.classes().size(), recipe.smoothing());
    try (Trainable<SketchSet> net = new Trainable<>(network, options.seed())) {
      Fitted fitted =
          new Fitter<>(net, batches, judging(whole, half), new Loss(), options, listener)
              .run(checkpoint);
      return export(net, fitted, whole, half);
    }
  }

  /** Whole drawings and half-drawn ones count alike, where any were learned from half-drawn. */
  private SketchSet judging(SketchSet whole, SketchSet half) {
    return recipe.augment().unfinished() > 0 ? joined(whole, half) : whole;
  }

  private static final class Loss implements ValidationScore<SketchSet> {
    @Override
    public double of(Trainable<SketchSet> net, SketchSet set) {
      return net.loss(set);
    }

    @Override
    public String label() {
      return "loss";
    }
  }

  private static SketchSet joined(SketchSet a, SketchSet b) {
    float[] points = new float[a.points().length + b.points().length];
    System.arraycopy(a.points(), 0, points, 0, a.points().length);
    System.arraycopy(b.points(), 0, points, a.points().length, b.points().length);
    List<Integer> labels = new ArrayList<>();
    for (SketchSet set : List.of(a, b)) {
      for (int label : set.labels()) {
        labels.add(label);
      }
    }
    return new SketchSet(points, labels.stream().mapToInt(Integer::intValue).toArray());
  }

  private Result export(Trainable<SketchSet> net, Fitted fitted, SketchSet whole, SketchSet half) {
    int classes = data.classes().size();
    float[] trained = SketchModelWriter.probabilities(net.output(whole), classes);
    float[] trainedHalf = SketchModelWriter.probabilities(net.output(half), classes);
    SketchAccuracy onWhole = SketchAccuracy.of(trained, whole);
    SketchAccuracy onHalf = SketchAccuracy.of(trainedHalf, half);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("valid_score", fitted.bestScore());
    metrics.put("valid_top1", onWhole.top1());
    metrics.put("valid_top5", onWhole.top5());
    metrics.put("valid_nll", onWhole.nll());
    metrics.put("valid_half_top1", onHalf.top1());
    metrics.put("valid_half_top5", onHalf.top5());
    metrics.put("valid_half_nll", onHalf.nll());
    SketchMetadata metadata =
        new SketchMetadata(
            new Provenance(
                name, version, sha256, options.seed(), metrics, TrainerVersion.current()),
            data.classes(),
            ATTRIBUTION);
    byte[] file = SketchModelWriter.bytes(recipe.net(), fitted.weights(), metadata);
    Parity parity = parity(file, metadata, joined(whole, half), concat(trained, trainedHalf));
    return new Result(metadata, fitted, net.parameters(), onWhole, onHalf, parity, file);
  }

  private static float[] concat(float[] a, float[] b) {
    float[] all = new float[a.length + b.length];
    System.arraycopy(a, 0, all, 0, a.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  /** The file's own word, for drawings given together and one by one. */
  static Parity parity(byte[] file, SketchMetadata metadata, SketchSet set, float[] trained) {
    try (OnnxSketch served = new OnnxSketch(file)) {
      if (!served.metadata().equals(metadata)) {
        throw new IllegalStateException(
            "the file's contract reads back as %s, written was %s"
                .formatted(served.metadata(), metadata));
      }
      int classes = metadata.classes().size();
      double many = difference(served.probabilities(set), trained, 0);
      double one = 0;
      for (int i = 0; i < Math.min(PARITY_ALONE, set.size()); i++) {
        float[] alone = served.probabilities(set.slice(i, i + 1));
        one = Math.max(one, difference(alone, trained, i * classes));
      }
      Parity parity = new Parity(one, many, set.size());
      if (!parity.holds()) {
        throw new IllegalStateException(
            "the ONNX file differs from the network by %.3g (one drawing) and %.3g (%d drawings); at most %.0e is allowed"
                .formatted(one, many, set.size(), Parity.TOLERANCE));
      }
      return parity;
    }
  }

  private static double difference(float[] a, float[] all, int from) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double apart = Math.abs(a[i] - all[from + i]);
      largest = apart <= largest ? largest : Double.isNaN(apart) ? Double.MAX_VALUE : apart;
    }
    return largest;
  }
}
