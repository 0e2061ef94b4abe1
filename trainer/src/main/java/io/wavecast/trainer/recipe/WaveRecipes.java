package io.wavecast.trainer.recipe;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.data.NotebookData;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.layer.Ascending;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Mirrored;
import io.wavecast.trainer.layer.NBeats;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.net.Pinball;
import io.wavecast.trainer.recipe.Recipe.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Beyond the notebook, on its series: quantiles, loss on the forecast alone, a rate that falls
 * along a cosine, averaged weights; on the 7,000 series smoothed and changed at random, or on new
 * ones.
 */
final class WaveRecipes {
  private static final Head HEAD = Head.quantiles();

  /** Its newest output sees the 50 values of the window, neither more nor fewer. */
  private static final String GATED = "gated 32 1 1 2 4 8 16 17, conv 32 1 1, relu, conv 70 1 1";

  private static final double AVERAGING = 0.99;
  private static final Supplier<TrainingData> SAME = NotebookData::changed;
  private static final Supplier<TrainingData> FRESH = NotebookData::fresh;

  private WaveRecipes() {}

  static List<Recipe> all() {
    return List.of(
        recipe("mlp", "MLP 3 x 256", mlp(), SAME, plan(24, 256, 1e-3, 0.05)),
        recipe("nbeats", "N-BEATS 4 x 3 x 128", nbeats(), SAME, plan(24, 256, 1e-3, 0.05)),
        recipe("mlp-fresh", "MLP 3 x 256", mlp(), FRESH, plan(20, 128, 1e-3, 0)),
        recipe("nbeats-fresh", "N-BEATS 4 x 3 x 128", nbeats(), FRESH, plan(32, 128, 2e-3, 0)),
        recipe(
            "lstm-fresh",
            "the notebook's LSTM 20-20",
            layers("lstm 20, lstm 20, dense 70"),
            FRESH,
            plan(10, 32, 5e-3, 0)),
        recipe(
            "gru-fresh",
            "the notebook's GRU 20-20",
            layers("gru 20, gru 20, dense 70"),
            FRESH,
            plan(2, 32, 5e-3, 0)),
        recipe("gated-wavenet-fresh", "gated WaveNet", layers(GATED), FRESH, plan(2, 32, 3e-3, 0)));
  }

  private static Recipe recipe(
      String name, String title, List<Layer> layers, Supplier<TrainingData> data, Plan plan) {
    List<Layer> ordered = new ArrayList<>(layers);
    ordered.add(new Ascending(HEAD.width()));
    List<Layer> all = layers.get(0) instanceof Flatten ? mirrored(ordered) : ordered;
    return new Recipe(
        name,
        title
            + (data == FRESH
                ? ", new series in each batch"
                : ", the notebook's series smoothed and changed"),
        new Architecture(Scaling.NONE, all, HEAD),
        new Pinball(HEAD.levels(), NotebookData.NOISE, 30),
        ValidationScore.MSE,
        data,
        plan);
  }

  private static Plan plan(int epochs, int batch, double rate, double weightDecay) {
    return new Plan(epochs, batch, Schedule.cosine(rate, 500), weightDecay, AVERAGING);
  }

  /** These series are as likely upside down, and two rows in one product cost little more. */
  private static List<Layer> mirrored(List<Layer> body) {
    return List.of(new Mirrored(body, HEAD.width()));
  }

  private static List<Layer> mlp() {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Flatten());
    for (int i = 0; i < 3; i++) {
      layers.add(Dense.he(256, 1));
      layers.add(new Relu());
    }
    layers.add(Dense.he(HEAD.units(), 0.5));
    return layers;
  }

  private static List<Layer> nbeats() {
    return List.of(new Flatten(), new NBeats(HEAD.units(), 128, 3, 4));
  }

  private static List<Layer> layers(String text) {
    return NotebookRecipes.layers(text, false);
  }
}
