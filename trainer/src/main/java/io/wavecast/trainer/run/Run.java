package io.wavecast.trainer.run;

import io.wavecast.config.Build;
import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.data.Batches;
import io.wavecast.trainer.data.Examples;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.fit.Checkpoint;
import io.wavecast.trainer.fit.Curve;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.fit.Fitter;
import io.wavecast.trainer.fit.Snapshot;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.net.Network;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.net.TrainingDevice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One training run of any kind of model: fit, export as ONNX, compare the file with the network,
 * measure. A kind supplies its stages and its export. Not thread-safe.
 *
 * @param <S> the examples it trains on
 * @param <A> what is measured
 */
public abstract class Run<S extends Examples<S>, A> {

  /**
   * One stage of the training. Each starts from the weights of the one before, unless that one
   * trained another member.
   *
   * @param name for people
   * @param member which network of the model it trains, from 0: a model may be an average of some
   * @param network what is trained
   * @param batches makes the batches
   * @param valid the validation set, which chooses the weights
   * @param score how it chooses
   * @param options how long and how fast
   * @param checkpoint name of the checkpoint's file
   * @param fingerprint what decides its weights; a checkpoint of another one is refused
   */
  public record Stage<S extends Examples<S>>(
      String name,
      int member,
      Network<S> network,
      Supplier<Batches<S>> batches,
      S valid,
      ValidationScore<S> score,
      FitOptions options,
      String checkpoint,
      String fingerprint) {

    Trainable<S> trainable() {
      return new Trainable<>(network, options.seed());
    }

    private Checkpoint checkpoint(RunFolder folder) {
      return new Checkpoint(folder.path().resolve(checkpoint), fingerprint);
    }

    private Fitter<S> fitter(Trainable<S> net, FitListener listener) {
      return new Fitter<>(net, batches.get(), valid, score, options, listener);
    }

    /** The result for a network without weights. */
    private Fitted unfitted(Trainable<S> net) {
      double found = score.of(net, valid);
      List<Curve.Point> curve =
          List.of(new Curve.Point(0, net.loss(valid), found, net.validationLoss(valid)));
      return new Fitted(Map.of(), found, 0, 0, new Curve(curve));
    }
  }

  /** Without metrics. */
  private final Provenance provenance;

  /**
   * A run.
   *
   * @param name the model's name
   * @param version the model's version
   * @param dataSha256 hash of the training data, 64 hexadecimal digits
   * @param seed random seed of the run
   * @throws IllegalArgumentException when a model file cannot carry one of them
   */
  protected Run(String name, String version, String dataSha256, long seed) {
    provenance =
        new Provenance(name, version, dataSha256, seed, Map.of(), Build.current().version());
  }

  /** The model's name. */
  public final String name() {
    return provenance.name();
  }

  /** Where the model comes from: the head of its metadata. */
  protected final Provenance provenance(Map<String, Double> metrics) {
    return new Provenance(
        name(),
        provenance.version(),
        provenance.trainingDataSha256(),
        provenance.seed(),
        metrics,
        provenance.producerVersion());
  }

  /**
   * Settings and data as text, by which a {@link Checkpoint} knows its run.
   *
   * @param settings what decides the weights beside the data; each must have a stable text form
   */
  protected final String fingerprint(Object... settings) {
    String text = Arrays.stream(settings).map(String::valueOf).collect(Collectors.joining(" "));
    return text + " data " + provenance.trainingDataSha256();
  }

  /** Starts the model's card: what it does, and a table of facts that begins with its version. */
  protected final Markdown card(String format, Object... values) {
    return new Markdown(name())
        .paragraph(format, values)
        .table("", "")
        .fact("version", "%s", provenance.version());
  }

  /** Adds the training data's hash and the seed. */
  protected final Markdown addDataAndSeed(Markdown card) {
    return card.fact("data SHA-256", "`%s`", provenance.trainingDataSha256())
        .fact("seed", "%d", provenance.seed());
  }

  /**
   * Adds data, seed, steps and how far the file is from the network.
   *
   * @param example what is given to the file, e.g. {@code window}
   */
  protected final Markdown addTraining(
      Markdown card, Fitted fitted, FitOptions options, Parity parity, String example) {
    return addDataAndSeed(card)
        .fact(
            "steps", "%,d of batch %d, %s", fitted.steps(), options.batch(), kept(fitted, options))
        .parity(parity, example);
  }

  /** Which weights a stage kept. */
  protected static String kept(Fitted fitted, FitOptions options) {
    return options.method().keepsLast()
        ? "the last weights are kept"
        : String.format(Locale.ROOT, "best at %,d", fitted.bestStep());
  }

  /** Adds the device, and ends the table of facts. */
  protected final Markdown addProducer(Markdown card) {
    return card.fact("trained on", "%s", TrainingDevice.require())
        .fact("made by", "wavecast-trainer %s", provenance.producerVersion());
  }

  /** The stages, at least one. */
  public abstract List<Stage<S>> stages();

  /**
   * Writes the model's files, compares them with the network and measures.
   *
   * @param net holds the fitted weights of the last member; may be changed
   * @param members the last stage of each
   * @throws IllegalStateException when a file differs from the network
   */
  protected abstract RunResult<A> export(Trainable<S> net, List<Fitted> members);

  /**
   * Checks what can be checked before anything is written.
   *
   * @throws IllegalArgumentException when an input does not fit the network
   */
  public void verify() {}

  /** The weights that the first stage starts from; empty for random ones. */
  protected Map<String, float[]> initial(Trainable<S> net) {
    return Map.of();
  }

  /**
   * Trains and exports. A stage that has a checkpoint resumes from it.
   *
   * @param folder holds the checkpoints; null to keep none
   * @param progress makes the listener of a stage
   * @throws IOException when a checkpoint cannot be read or written
   * @throws IllegalStateException when a file differs from the network
   */
  public final RunResult<A> run(
      @Nullable RunFolder folder, Function<Stage<S>, FitListener> progress) throws IOException {
    List<Stage<S>> stages = stages();
    List<Fitted> members = new ArrayList<>();
    Map<String, float[]> weights = Map.of();
    for (int i = 0; i < stages.size() - 1; i++) {
      try (Trainable<S> net = stages.get(i).trainable()) {
        Fitted fitted = fit(stages.get(i), net, weights, folder, progress);
        weights = fitted.weights();
        if (isLast(stages, i)) {
          members.add(fitted);
          weights = Map.of();
        }
      }
    }
    Stage<S> last = stages.get(stages.size() - 1);
    try (Trainable<S> net = last.trainable()) {
      members.add(fit(last, net, weights, folder, progress));
      RunResult<A> result = export(net, members);
      result.figures().put("device", TrainingDevice.require());
      return result;
    }
  }

  /** Whether a stage is the last one of its member. */
  private static <S extends Examples<S>> boolean isLast(List<Stage<S>> stages, int stage) {
    return stage == stages.size() - 1
        || stages.get(stage + 1).member() != stages.get(stage).member();
  }

  private Fitted fit(
      Stage<S> stage,
      Trainable<S> net,
      Map<String, float[]> before,
      @Nullable RunFolder folder,
      Function<Stage<S>, FitListener> progress)
      throws IOException {
    if (net.weights().isEmpty()) {
      return stage.unfitted(net);
    }
    Map<String, float[]> weights = before.isEmpty() ? initial(net) : before;
    if (!weights.isEmpty()) {
      Snapshot.restore(weights, net.state());
    }
    return stage
        .fitter(net, progress.apply(stage))
        .run(folder == null ? null : stage.checkpoint(folder));
  }
}
