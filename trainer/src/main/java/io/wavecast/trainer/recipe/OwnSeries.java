package io.wavecast.trainer.recipe;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.layer.Ascending;
import io.wavecast.trainer.layer.Conv1D;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Mirrored;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.net.Pinball;
import java.util.ArrayList;
import java.util.List;

/**
 * A recipe made fit for series of a user: the window is scaled inside the graph, since nobody knows
 * their size; the last layer gives quantiles; training ends when the validation set says so.
 */
public final class OwnSeries {
  private static final int LOOKS = 60;
  private static final int BATCH = 64;

  /** Looks without a better score after which training ends. */
  public static final int PATIENCE = 8;

  private OwnSeries() {}

  /**
   * The recipe's network for other data.
   *
   * @param name the model's name
   * @throws IllegalArgumentException when the recipe's network cannot be used so
   */
  public static Recipe recipe(Recipe recipe, String name, TrainingData data) {
    Head head = recipe.net().head().isPoints() ? Head.quantiles() : recipe.net().head();
    return new Recipe(
        name,
        recipe.title().replaceFirst("^the notebook's ", "").replaceFirst(",.*", "")
            + " on own series",
        new Architecture(Scaling.WINDOW, layers(recipe, head), head),
        new Pinball(head.levels()),
        ValidationScore.loss(),
        () -> data,
        new Recipe.Plan(LOOKS, BATCH, Schedule.cosine(2e-3, 100), 0.01, 0.98));
  }

  private static List<Layer> layers(Recipe recipe, Head head) {
    Architecture net = recipe.net();
    if (net.layers().get(0) instanceof Mirrored mirrored) {
      return mirrored.body(); // series of users are not as likely upside down
    }
    if (!net.head().isPoints()) {
      return net.layers();
    }
    List<Layer> layers = new ArrayList<>(net.layers());
    Layer last = layers.remove(layers.size() - 1);
    if (!net.head().isIterated() && last instanceof Dense dense) {
      layers.add(new Dense(head.units(), dense.start(), dense.gain()));
    } else if (!net.head().isIterated() && last instanceof Conv1D conv) {
      layers.add(new Conv1D(head.units(), conv.kernel(), conv.dilation()));
    } else {
      throw new IllegalArgumentException(
          "model '%s' forecasts one value or learns nothing: it cannot be trained on own series"
              .formatted(recipe.name()));
    }
    layers.add(new Ascending(head.width()));
    return layers;
  }
}
