package io.wavecast.trainer.recipe;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.data.LineList;
import io.wavecast.trainer.data.NotebookData;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.layer.BatchNorm;
import io.wavecast.trainer.layer.Conv1D;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import io.wavecast.trainer.layer.GatedWaveNet;
import io.wavecast.trainer.layer.Gru;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Lstm;
import io.wavecast.trainer.layer.NBeats;
import io.wavecast.trainer.layer.NormRnn;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.layer.Repeat;
import io.wavecast.trainer.layer.Shares;
import io.wavecast.trainer.layer.SimpleRnn;
import io.wavecast.trainer.layer.Strided;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.net.Loss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The networks of the notebook on the same series, those of the table {@code notebook.txt}: Adam,
 * 20 epochs, batches of 32.
 *
 * <p>By our training the learning rate climbs over a hundred steps and falls to nothing along a
 * cosine; LEADERBOARD.md lists what else differs from the notebook. As the notebook prints them,
 * flaws included, they are trained by Keras's Adam at a constant rate, and the last weights are
 * kept; GRUs have Keras's second bias; the gated WaveNet sees 9 steps, applies its tanh twice, ends
 * in a softmax and is trained for 2 epochs.
 */
final class NotebookRecipes {
  /** What the name of a recipe as printed has beside its own. */
  static final String SUFFIX = "-as-printed";

  private static final int EPOCHS = 20;

  /** Epochs of what is printed as another network. */
  private static final int FEW_EPOCHS = 2;

  private NotebookRecipes() {}

  /** By our training. */
  static List<Recipe> all() {
    return rows("notebook.txt").stream()
        .map(
            row -> {
              Schedule schedule = Schedule.cosine(Double.parseDouble(row[2]), 100);
              Recipe.Plan plan = new Recipe.Plan(EPOCHS, 32, schedule, 0, 0);
              return recipe(row[0], row[1], layers(row[4], false), row[5], plan);
            })
        .toList();
  }

  /** As the notebook prints them; what learns nothing is absent. */
  static List<Recipe> asPrinted() {
    return rows("notebook.txt").stream()
        .filter(row -> !row[3].equals("-"))
        .map(
            row -> {
              boolean isOther = row.length > 6;
              List<Layer> layers = layers(isOther ? row[7] : row[4], true);
              String title = (isOther ? row[6] : row[5]) + ", as printed";
              double rate = Double.parseDouble(row[3]);
              Recipe.Plan plan = Recipe.Plan.printed(isOther ? FEW_EPOCHS : EPOCHS, rate);
              return recipe(row[0] + SUFFIX, row[1], layers, title, plan);
            })
        .toList();
  }

  /** The rows of a table of this package, each as its cells. */
  static List<String[]> rows(String table) {
    try {
      return LineList.ofProgram(NotebookRecipes.class, table, line -> line.split(" *\\| *"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Recipe recipe(
      String name, String ahead, List<Layer> layers, String title, Recipe.Plan plan) {
    boolean isNext = ahead.equals("next");
    Head head = isNext ? Head.next() : Head.points();
    Loss loss = ahead.equals("sequence") ? new Loss.SequenceMse() : new Loss.LastStepMse();
    Supplier<TrainingData> data = isNext ? NotebookData::next : NotebookData::fixed;
    return new Recipe(
        name,
        "the notebook's " + title,
        new Architecture(Scaling.NONE, layers, head),
        loss,
        ValidationScore.MSE,
        data,
        plan);
  }

  /**
   * Layers from their text, separated by commas.
   *
   * @param isPrinted whether GRUs have two biases
   */
  static List<Layer> layers(String text, boolean isPrinted) {
    return Arrays.stream(text.split(", ")).map(each -> layer(each, isPrinted)).toList();
  }

  private static Layer layer(String text, boolean isPrinted) {
    String[] words = text.split(" ");
    if (words[0].equals("he")) {
      return Dense.he(Integer.parseInt(words[1]), Double.parseDouble(words[2]));
    }
    int[] n = Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
    return switch (words[0]) {
      case "batch-norm" -> new BatchNorm();
      case "conv" -> new Conv1D(n[0], n[1], n[2]);
      case "dense" -> new Dense(n[0]);
      case "flatten" -> new Flatten();
      case "gated" -> new GatedWaveNet(n[0], Arrays.stream(n).skip(2).boxed().toList(), n[1]);
      case "gru" -> new Gru(n[0], isPrinted);
      case "lstm" -> new Lstm(n[0]);
      case "nbeats" -> new NBeats(n[0], n[1], n[2], n[3]);
      case "norm-rnn" -> new NormRnn(n[0]);
      case "relu" -> new Relu();
      case "repeat" -> new Repeat(n[0]);
      case "rnn" -> new SimpleRnn(n[0]);
      case "softmax" -> new Shares();
      case "strided" -> new Strided(n[0], n[1], n[2]);
      default -> throw new IllegalArgumentException("there is no layer '" + text + "'");
    };
  }
}
