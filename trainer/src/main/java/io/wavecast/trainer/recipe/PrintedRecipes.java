package io.wavecast.trainer.recipe;

import io.wavecast.trainer.layer.Conv1D;
import io.wavecast.trainer.layer.GatedWaveNet;
import io.wavecast.trainer.layer.Gru;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.layer.Shares;
import io.wavecast.trainer.net.Architecture;
import java.util.List;

/**
 * The notebook's networks as it prints them, flaws included, trained as it prints it: Keras's Adam
 * at a constant rate of 1e-3 unless it says otherwise, batches of 32, 20 epochs, the last weights.
 * GRUs have Keras's second bias. The gated WaveNet sees 9 steps, applies its tanh twice, ends in a
 * softmax and is trained for 2 epochs.
 */
final class PrintedRecipes {
  /** What a recipe's name has beside that of {@link NotebookRecipes}. */
  static final String SUFFIX = "-as-printed";

  private static final String GATED = "gated-wavenet";
  private static final int FILTERS = 32;

  private PrintedRecipes() {}

  static List<Recipe> all() {
    return NotebookRecipes.all().stream()
        .filter(recipe -> !recipe.name().startsWith("naive")) // learns nothing
        .map(PrintedRecipes::printed)
        .toList();
  }

  private static Recipe printed(Recipe ours) {
    Architecture net = ours.net();
    List<Layer> layers = ours.name().equals(GATED) ? gated(net.head().units()) : net.layers();
    return new Recipe(
        ours.name() + SUFFIX,
        ours.title().replace(" that sees the window", "") + ", as printed",
        new Architecture(
            net.scaling(), layers.stream().map(PrintedRecipes::printed).toList(), net.head()),
        ours.loss(),
        ours.score(),
        ours.data(),
        Recipe.Plan.printed(ours.name().equals(GATED) ? 2 : 20, rate(ours.name())));
  }

  private static Layer printed(Layer layer) {
    return layer instanceof Gru gru ? new Gru(gru.units(), true) : layer;
  }

  private static double rate(String name) {
    return switch (name) {
      case "rnn-next" -> 0.005;
      case "rnn" -> 0.01;
      default -> 0.001;
    };
  }

  private static List<Layer> gated(int outputs) {
    return List.of(
        new GatedWaveNet(FILTERS, List.of(1, 2, 4), 2),
        new Conv1D(FILTERS, 1, 1),
        new Relu(),
        new Conv1D(outputs, 1, 1),
        new Shares());
  }
}
