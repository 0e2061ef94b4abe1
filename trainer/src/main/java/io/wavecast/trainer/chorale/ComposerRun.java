package io.wavecast.trainer.chorale;

import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.model.OnnxComposer;
import io.wavecast.chorales.pipeline.Composer;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Trains a composer, stage by stage, and rounds its weights to 16 bits. */
public final class ComposerRun extends Run<NoteWindows, ComposerRun.Measured> {
  private static final int COMPARED = 64;

  private final ComposerRecipe recipe;
  private final long seed;
  private final Corpus corpus;

  /**
   * What was measured, with rounded weights.
   *
   * @param valid on the validation set
   * @param test on the test set
   * @param parity largest difference between the file's probabilities, note by note, and the
   *     network's
   */
  public record Measured(NoteScore valid, NoteScore test, double parity) {}

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
    ComposerModelWriter writer = new ComposerModelWriter(recipe.net(), rounded);
    Fitted last = members.get(members.size() - 1);
    long parameters = net.parameters() * members.size();
    Measured measured = measure(net, writer);
    ComposerMetadata metadata = metadata(writer, metrics(measured));
    Provenance provenance = metadata.provenance();
    return new RunResult<>(
        provenance,
        last,
        parameters,
        measured,
        List.of(),
        "nats a note",
        writer.file(metadata.toMap()),
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
            .put("parity", measured.parity())
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
        .fact("ONNX Runtime against the network", "%.1e (note by note)", measured.parity());
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

  private Measured measure(Trainable<NoteWindows> net, ComposerModelWriter writer) {
    NoteWindows valid = NoteWindows.of(corpus.valid());
    NoteWindows test = NoteWindows.of(corpus.test());
    float[] ofTest = probabilities(net, writer, test);
    NoteWindows some = test.slice(0, Math.min(COMPARED, test.size()));
    byte[] file = writer.file(metadata(writer, Map.of()).toMap());
    float[] served = stepByStep(file, some);
    double parity = Parity.difference(Arrays.copyOf(ofTest, served.length), served);
    return new Measured(
        NoteScore.of(probabilities(net, writer, valid), valid),
        NoteScore.of(ofTest, test),
        new Parity(parity, parity, some.size()).require("window").many());
  }

  /** The probabilities by a file, note after note, as it is served: [windows, notes - 1, 47]. */
  static float[] stepByStep(byte[] file, NoteWindows windows) {
    int n = windows.size();
    int asked = NoteWindows.NOTES - 1;
    float[] all = new float[n * asked * Composer.CLASSES];
    try (OnnxComposer step = OnnxComposer.KIND.open("the exported step", file)) {
      float[] states = new float[n * step.stateSize()];
      float[] next = new float[n * Composer.CLASSES];
      int[] notes = new int[n];
      int[] places = new int[n];
      for (int k = 0; k < asked; k++) {
        for (int i = 0; i < n; i++) {
          notes[i] = windows.windows().get(i)[k];
          places[i] = (windows.places()[i] * Chord.VOICES + k) % Composer.BAR_POSITIONS;
        }
        step.step(n, notes, places, states, next);
        for (int i = 0; i < n; i++) {
          int at = (i * asked + k) * Composer.CLASSES;
          System.arraycopy(next, i * Composer.CLASSES, all, at, Composer.CLASSES);
        }
      }
    }
    return all;
  }

  /** The mean of the members' probabilities. */
  private static float[] probabilities(
      Trainable<NoteWindows> net, ComposerModelWriter writer, NoteWindows windows) {
    List<float[]> all = new ArrayList<>();
    for (Map<String, float[]> weights : writer.members()) {
      Snapshot.restore(weights, net.state());
      all.add(NoteScore.probabilities(writer.net(), net, windows));
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
}
