package io.wavecast.trainer.chorale;

import io.wavecast.chorales.pipeline.ComposerMetadata;
import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.export.Float16;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Fitted;
import io.wavecast.trainer.fit.Snapshot;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.run.Figures;
import io.wavecast.trainer.run.Markdown;
import io.wavecast.trainer.run.Run;
import io.wavecast.trainer.run.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Trains a composer, stage by stage, and rounds its weights to 16 bits. Writes two files: the step
 * that is served, and {@code NAME-whole.onnx} for complete windows.
 */
public final class ComposerRun extends Run<NoteWindows, ComposerRun.Measured> {
  private static final int COMPARED = 64;
  private static final int[] AS_IT_IS = {0};

  private final ComposerRecipe recipe;
  private final long seed;
  private final Corpus corpus;

  /**
   * What was measured, with rounded weights.
   *
   * @param valid on the validation set, by the network
   * @param test on the test set, by the file for complete windows
   * @param windowParity largest difference between that file's probabilities and the network's
   * @param stepParity largest difference between that file's probabilities and the step's
   */
  public record Measured(NoteScore valid, NoteScore test, double windowParity, double stepParity) {}

  /**
   * A run.
   *
   * @param version of the model
   */
  public ComposerRun(ComposerRecipe recipe, long seed, Corpus corpus, String version) {
    super(recipe.name(), version, corpus.sha256(), seed);
    this.recipe = recipe;
    this.seed = seed;
    this.corpus = corpus;
  }

  /** Identifies a stage. */
  String fingerprint(int stage) {
    return fingerprint(
        recipe.name(), recipe.stages().get(stage).net(), recipe.options(stage, seed));
  }

  @Override
  public List<Stage<NoteWindows>> stages() {
    NoteWindows valid = NoteWindows.of(corpus.valid());
    List<Stage<NoteWindows>> stages = new ArrayList<>();
    for (int member = 0; member < recipe.members().size(); member++) {
      for (int i = 0; i < recipe.members().get(member).size(); i++) {
        stages.add(stage(member, stages.size(), valid));
      }
    }
    return stages;
  }

  private Stage<NoteWindows> stage(int member, int index, NoteWindows valid) {
    ComposerNet net = recipe.stages().get(index).net();
    FitOptions options = recipe.options(index, seed);
    return new Stage<>(
        name() + " " + index,
        member,
        net,
        () -> recipe.batches(corpus.train(), index, seed),
        valid,
        NoteScore.validation(net),
        options,
        "checkpoint%d.bin".formatted(index),
        fingerprint(index));
  }

  @Override
  protected RunResult<Measured> export(Trainable<NoteWindows> net, List<Fitted> members) {
    List<Map<String, float[]>> rounded = members.stream().map(ComposerRun::rounded).toList();
    ComposerModelWriter writer = new ComposerModelWriter(recipe.net(), rounded, AS_IT_IS);
    Fitted last = members.get(members.size() - 1);
    long parameters = net.parameters() * members.size();
    byte[] complete = writer.windows(Map.of("kind", "whole"));
    Measured measured = measure(net, writer, complete);
    ComposerMetadata metadata = metadata(writer, metrics(measured));
    Provenance provenance = metadata.provenance();
    return new RunResult<>(
        provenance,
        last,
        parameters,
        measured,
        List.of(),
        "nats a note",
        writer.step(metadata.toMap()),
        Map.of(name() + "-whole.onnx", complete),
        card(members, parameters, measured),
        new Figures()
            .put("model", name())
            .put("seed", seed)
            .put("parameters", parameters)
            .put("steps", recipe.steps())
            .put("bestStepOfLastStage", last.bestStep())
            .put("validLoss", measured.valid().loss())
            .put("validAccuracy", measured.valid().accuracy())
            .put("testLoss", measured.test().loss())
            .put("testAccuracy", measured.test().accuracy())
            .put("validAccuracyRepeating", NoteScore.repeating(NoteWindows.of(corpus.valid())))
            .put("testAccuracyRepeating", NoteScore.repeating(NoteWindows.of(corpus.test())))
            .put("parityWhole", measured.windowParity())
            .put("parityStep", measured.stepParity())
            .put(last.curve()));
  }

  private static Map<String, float[]> rounded(Fitted member) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    member.weights().forEach((name, values) -> weights.put(name, values.clone()));
    Float16.round(weights);
    return weights;
  }

  private Markdown card(List<Fitted> members, long parameters, Measured measured) {
    String transposed =
        recipe.reach() == 0
            ? "as they are"
            : "transposed by up to %d semitones either way".formatted(recipe.reach());
    Markdown card =
        card("Composes four-part chorales note by note: %s.", recipe.title())
            .fact("networks", "%d of `%s`", members.size(), recipe.net())
            .fact("parameters", "%,d, stored in 16 bits each", parameters)
            .fact(
                "data",
                "chorales by J. S. Bach, in sixteenths (JSB Chorales and their split;"
                    + " Boulanger-Lewandowski et al., ICML 2012); windows of 33 chords, %s",
                transposed);
    addDataAndSeed(card)
        .fact(
            "training",
            "%d steps of %d windows in stages `%s`; of the last stage of each: %s",
            recipe.steps(),
            recipe.batch(),
            recipe.stages(),
            members.stream()
                .map(member -> kept(member, recipe.options(recipe.stages().size() - 1, seed)))
                .collect(Collectors.joining(", ")))
        .fact("ONNX Runtime against the network, complete windows", "%.1e", measured.windowParity())
        .fact("the step, note by note, against complete windows", "%.1e", measured.stepParity());
    addProducer(card).table("set", "loss, nats per note", "accuracy");
    addRow(card, "validation", measured.valid());
    addRow(card, "test", measured.test());
    addRepeating(card, "validation", corpus.valid());
    addRepeating(card, "test", corpus.test());
    return card.paragraph(
            """
            The figures are the notebook's: windows of 33 chords, one every 16 chords; each note except a window's
            first is predicted from the notes before it in the same window.\
            """)
        .paragraph(
            """
            The music is in the public domain. Its digital form is the work of the authors named above; this file
            contains none of it except what the weights learned.\
            """);
  }

  private static void addRow(Markdown card, String set, NoteScore score) {
    card.row(set, Markdown.decimal(4, score.loss()), Markdown.decimal(4, score.accuracy()));
  }

  private static void addRepeating(Markdown card, String set, List<CorpusPiece> pieces) {
    double accuracy = NoteScore.repeating(NoteWindows.of(pieces));
    card.row(set + ", repeating each voice's last note", "-", Markdown.decimal(4, accuracy));
  }

  private Measured measure(
      Trainable<NoteWindows> net, ComposerModelWriter writer, byte[] complete) {
    NoteWindows valid = NoteWindows.of(corpus.valid());
    NoteWindows test = NoteWindows.of(corpus.test());
    NoteWindows some = test.slice(0, Math.min(COMPARED, test.size()));
    float[] expected = probabilities(net, writer, some);
    byte[] step = writer.step(metadata(writer, Map.of()).toMap());
    try (ServedComposer served = new ServedComposer(complete, step)) {
      float[] atOnce = served.whole(some);
      return new Measured(
          NoteScore.of(probabilities(net, writer, valid), valid),
          NoteScore.of(served.whole(test), test),
          difference("the file for complete windows and the network", expected, atOnce),
          difference(
              "the step and the file for complete windows", atOnce, served.stepByStep(some)));
    }
  }

  /** The mean of the members' probabilities. */
  private static float[] probabilities(
      Trainable<NoteWindows> net, ComposerModelWriter writer, NoteWindows windows) {
    List<float[]> all = new ArrayList<>();
    for (Map<String, float[]> weights : writer.members()) {
      Snapshot.restore(weights, net.state());
      all.add(NoteScore.probabilities(writer.net(), net, windows, AS_IT_IS));
    }
    float[] mean = new float[all.get(0).length];
    for (float[] one : all) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += one[i] / all.size();
      }
    }
    return mean;
  }

  private ComposerMetadata metadata(ComposerModelWriter writer, Map<String, Double> metrics) {
    return new ComposerMetadata(provenance(metrics), writer.states());
  }

  private static Map<String, Double> metrics(Measured measured) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("valid_loss", measured.valid().loss());
    metrics.put("valid_accuracy", measured.valid().accuracy());
    metrics.put("test_loss", measured.test().loss());
    metrics.put("test_accuracy", measured.test().accuracy());
    return metrics;
  }

  private static double difference(String what, float[] a, float[] b) {
    double difference = Parity.difference(a, b);
    if (difference > Parity.TOLERANCE) {
      throw new IllegalStateException(
          "%s differ by %.3g; at most %.0e is allowed"
              .formatted(what, difference, Parity.TOLERANCE));
    }
    return difference;
  }
}
