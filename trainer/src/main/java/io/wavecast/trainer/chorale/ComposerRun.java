package io.wavecast.trainer.chorale;

import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.export.Float16;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.fit.Checkpoint;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.fit.Fitter;
import io.wavecast.trainer.fit.RunFingerprint;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.run.TrainerVersion;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One run of a recipe: train stage after stage, round the weights to halves, measure, write both
 * files, and compare them with the network and with one another.
 */
public final class ComposerRun {
  private static final int COMPARED = 64;
  private static final int[] AS_IT_IS = {0};

  private final ComposerRecipe recipe;
  private final long seed;
  private final Corpus corpus;
  private final String version;

  public ComposerRun(ComposerRecipe recipe, long seed, Corpus corpus, String version) {
    this.recipe = recipe;
    this.seed = seed;
    this.corpus = corpus;
    this.version = version;
  }

  /** What tells a stage of this run from every other one. */
  String fingerprint(int stage) {
    return RunFingerprint.of(
        corpus.sha256(),
        recipe.name(),
        recipe.stages().get(stage).net(),
        recipe.options(stage, seed));
  }

  /**
   * Trains and exports. A stage that has a checkpoint goes on from there.
   *
   * @param folder keeps a checkpoint for each stage
   * @param listeners makes what is told of a stage: takes its number and its steps
   * @throws IOException when a checkpoint cannot be read or written
   * @throws IllegalStateException when a file does not repeat what the network says
   */
  public ComposerResult run(ComposerFolder folder, StageListener listeners) throws IOException {
    NoteWindows valid = NoteWindows.of(corpus.valid());
    Map<String, float[]> weights = Map.of();
    Fitted fitted = null;
    for (int stage = 0; stage < recipe.stages().size(); stage++) {
      ComposerNet net = recipe.stages().get(stage).net();
      FitOptions options = recipe.options(stage, seed);
      try (Trainable<NoteWindows> trained = new Trainable<>(net, options.seed());
          Console console = listeners.begin(stage, options.steps())) {
        if (stage > 0) {
          take(trained, weights);
        }
        fitted =
            new Fitter<>(
                    trained,
                    recipe.batches(corpus.train(), stage, seed),
                    valid,
                    NoteScore.choosing(net),
                    options,
                    console.listener())
                .run(new Checkpoint(folder.checkpoint(stage), fingerprint(stage)));
        weights = fitted.weights();
      }
    }
    if (fitted == null) {
      throw new IllegalStateException("a recipe must have a stage");
    }
    return export(fitted, valid);
  }

  /** Shows how a stage goes, until it is closed. */
  public interface Console extends AutoCloseable {
    FitListener listener();

    @Override
    void close();
  }

  /** Makes what shows a stage. */
  @FunctionalInterface
  public interface StageListener {
    /**
     * @param stage from 0
     * @param steps in it
     */
    Console begin(int stage, long steps);
  }

  private ComposerResult export(Fitted fitted, NoteWindows valid) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    fitted.weights().forEach((name, values) -> weights.put(name, values.clone()));
    Float16.round(weights);
    try (Trainable<NoteWindows> trained = new Trainable<>(recipe.net(), seed)) {
      take(trained, weights);
      return export(trained, fitted, weights, valid);
    }
  }

  private static void take(Trainable<NoteWindows> trained, Map<String, float[]> weights) {
    trained
        .state()
        .forEach(
            (name, array) -> {
              float[] values = weights.get(name);
              if (values == null) {
                throw new IllegalStateException("no weight is called " + name);
              }
              try (INDArray rounded = Nd4j.createFromArray(values)) {
                array.assign(rounded.reshape('c', array.shape()));
              }
            });
  }

  private ComposerResult export(
      Trainable<NoteWindows> trained,
      Fitted fitted,
      Map<String, float[]> weights,
      NoteWindows valid) {
    ComposerNet net = recipe.net();
    NoteWindows test = NoteWindows.of(corpus.test());
    NoteWindows some = test.slice(0, Math.min(COMPARED, test.size()));
    NoteScore onValid = NoteScore.of(NoteScore.probabilities(net, trained, valid, AS_IT_IS), valid);
    byte[] whole =
        ComposerModelWriter.whole(
            net, weights, AS_IT_IS, TrainerVersion.current(), Map.of("kind", "whole"));
    float[] expected = NoteScore.probabilities(net, trained, some, AS_IT_IS);
    byte[] plain =
        ComposerModelWriter.step(net, weights, AS_IT_IS, TrainerVersion.current(), Map.of());
    try (ServedComposer served = new ServedComposer(whole, plain, net.states(1))) {
      NoteScore onTest = NoteScore.of(served.whole(test), test);
      float[] atOnce = served.whole(some);
      double first = apart("the whole file from the network", expected, atOnce);
      double second = apart("the step from the whole file", atOnce, served.stepByStep(some));
      ComposerMetadata metadata = metadata(onValid, onTest);
      byte[] step =
          ComposerModelWriter.step(
              net, weights, AS_IT_IS, TrainerVersion.current(), metadata.toMap());
      return new ComposerResult(
          recipe,
          seed,
          metadata,
          fitted,
          trained.parameters(),
          onValid,
          onTest,
          first,
          second,
          step,
          whole);
    }
  }

  private ComposerMetadata metadata(NoteScore valid, NoteScore test) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("valid_loss", valid.loss());
    metrics.put("valid_accuracy", valid.accuracy());
    metrics.put("test_loss", test.loss());
    metrics.put("test_accuracy", test.accuracy());
    return new ComposerMetadata(
        new Provenance(
            recipe.name(), version, corpus.sha256(), seed, metrics, TrainerVersion.current()),
        recipe.net().states(1).stream()
            .map(s -> new ComposerMetadata.State(s.name(), s.size()))
            .toList());
  }

  private static double apart(String what, float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double apart = Math.abs(a[i] - b[i]);
      largest = apart <= largest ? largest : Double.isNaN(apart) ? Double.MAX_VALUE : apart;
    }
    if (largest > Parity.TOLERANCE) {
      throw new IllegalStateException(
          "%s differs by %.3g; at most %.0e is allowed".formatted(what, largest, Parity.TOLERANCE));
    }
    return largest;
  }
}
