package io.wavecast.trainer.chorale;

import io.wavecast.trainer.data.Batches;
import io.wavecast.trainer.data.EpochBatches;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Method;
import io.wavecast.trainer.fit.Schedule;
import java.util.Collections;
import java.util.List;

/**
 * Everything that makes a composer except the seed and the data.
 *
 * @param name what the command line calls it
 * @param title one line for people
 * @param members the networks whose probabilities are averaged, of one form; of each how it is
 *     trained: in stages, one after the other, each from the weights of the one before
 * @param reach semitones by which windows are transposed up or down at random; 0: the notebook's
 *     windows, one every 16 chords, as they are
 */
public record ComposerRecipe(String name, String title, List<List<Stage>> members, int reach) {

  /**
   * A stage of the training.
   *
   * @param net the network: the same in all stages but for its dropout
   * @param steps batches of 32 windows
   * @param every steps between two looks at the validation set
   * @param peak the highest learning rate; with our method a cosine leads down from it, and the
   *     weights are averaged; else it is the rate of every step
   * @param weightDecay see {@link FitOptions}
   * @param method see {@link FitOptions}
   */
  public record Stage(
      ComposerNet net, int steps, int every, double peak, double weightDecay, Method method) {

    private Stage(ComposerNet net, int steps, int every, double peak, double weightDecay) {
      this(net, steps, every, peak, weightDecay, Method.OURS);
    }

    private Stage quick() {
      return new Stage(net, 4, 2, peak, weightDecay, method);
    }
  }

  private static final int BATCH = 32;
  private static final int WARM_UP = 100;
  private static final double AVERAGING = 0.98;

  /** Batches of the 3,111 windows of the notebook's training set. */
  private static final int EPOCH = 98;

  /** The composer that ships: with much dropout first, with less in the end. */
  public static final ComposerRecipe CHORALE =
      new ComposerRecipe(
          "chorale",
          "three LSTMs over chords, whose probabilities are averaged; each voice is predicted from"
              + " their state and the voices above",
          Collections.nCopies(
              3,
              List.of(
                  new Stage(new ChordNet(24, 256, 160, 0.3), 3000, 500, 0.002, 0.1),
                  new Stage(new ChordNet(24, 256, 160, 0.2), 9000, 500, 0.0015, 0.03))),
          6);

  /** The notebook's network, trained by Adam along a cosine for 13 epochs. */
  public static final ComposerRecipe NOTEBOOK =
      new ComposerRecipe(
          "chorale-notebook",
          "the notebook's network: convolutions and an LSTM over single notes",
          List.of(List.of(new Stage(new NotebookChoraleNet(), 1274, 182, 0.0015, 0))),
          0);

  /** The same as the notebook prints it: 20 epochs of Nadam at a constant rate, last weights. */
  public static final ComposerRecipe PRINTED =
      new ComposerRecipe(
          "chorale-notebook-as-printed",
          NOTEBOOK.title() + ", trained as printed",
          List.of(
              List.of(
                  new Stage(
                      new NotebookChoraleNet(), 20 * EPOCH, EPOCH, 0.001, 0, Method.KERAS_NADAM))),
          0);

  public ComposerRecipe {
    members = members.stream().map(List::copyOf).toList();
  }

  /**
   * The recipe of a network, {@code chord} or {@code notebook}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static ComposerRecipe named(String network) {
    return switch (network) {
      case "chord" -> CHORALE;
      case "notebook" -> NOTEBOOK;
      default ->
          throw new IllegalArgumentException(
              "there is no composer network '%s'; networks: chord, notebook".formatted(network));
    };
  }

  /** The stages of all members, one member after the other. */
  public List<Stage> stages() {
    return members.stream().flatMap(List::stream).toList();
  }

  /** A member as it is served. */
  public ComposerNet net() {
    List<Stage> first = members.get(0);
    return first.get(first.size() - 1).net();
  }

  /** A recipe of a few steps, which shows that all works. */
  public ComposerRecipe quick() {
    return new ComposerRecipe(
        name,
        title,
        members.stream().map(stages -> stages.stream().map(Stage::quick).toList()).toList(),
        reach);
  }

  /** How one of all stages goes. */
  FitOptions options(int stage, long seed) {
    Stage s = stages().get(stage);
    boolean printed = s.method().keepsLast();
    return new FitOptions(
        BATCH,
        s.steps(),
        s.every(),
        printed ? Schedule.constant(s.peak()) : Schedule.cosine(s.peak(), WARM_UP),
        s.weightDecay(),
        printed ? 0 : AVERAGING,
        0,
        seedOf(stage, seed),
        s.method());
  }

  /** The seed of a stage's weights, order and dropout: each stage draws its own. */
  static long seedOf(int stage, long seed) {
    return seed + 1_000_000L * stage;
  }

  Batches<NoteWindows> batches(List<CorpusPiece> pieces, int stage, long seed) {
    return reach == 0
        ? new EpochBatches<>(NoteWindows.of(pieces), BATCH, seedOf(stage, seed))
        : new RandomWindows(pieces, BATCH, reach, seedOf(stage, seed));
  }

  /** Steps of all stages. */
  int steps() {
    return stages().stream().mapToInt(Stage::steps).sum();
  }

  /** Windows in a batch. */
  int batch() {
    return BATCH;
  }
}
