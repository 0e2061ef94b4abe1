package io.wavecast.trainer.recipe;

import io.wavecast.trainer.data.SeedData;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.fit.WindowScore;
import io.wavecast.trainer.layer.Conv1D;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Gru;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Lstm;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every recipe by name. */
public final class Recipes {
  private static final int UNITS = 20;
  private static final int HORIZON = 10;

  private static final Map<String, Recipe> BY_NAME = new LinkedHashMap<>();

  static {
    add(
        seed(
            "lstm", "the seed's LSTM 20-20", new Lstm(UNITS), new Lstm(UNITS), new Dense(HORIZON)));
    add(seed("gru", "the seed's GRU 20-20", new Gru(UNITS), new Gru(UNITS), new Dense(HORIZON)));
    add(seed("wavenet", "the seed's WaveNet 8 x 20", wavenet()));
    add(DefaultForecaster.recipe());
  }

  private Recipes() {}

  /** All recipes, in the order of the notebook. */
  public static List<Recipe> all() {
    return List.copyOf(BY_NAME.values());
  }

  /**
   * The recipe of that name.
   *
   * @throws IllegalArgumentException when there is none; the message lists the names
   */
  public static Recipe named(String name) {
    Recipe recipe = BY_NAME.get(name);
    if (recipe == null) {
      throw new IllegalArgumentException(
          "there is no model '%s'; models: %s"
              .formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    return recipe;
  }

  private static void add(Recipe recipe) {
    BY_NAME.put(recipe.name(), recipe);
  }

  /** Sequence to sequence on the seed's series: 20 epochs, batch 32, Adam 1e-3. */
  private static Recipe seed(String name, String title, Layer... layers) {
    return new Recipe(
        name,
        title,
        Architecture.points(layers),
        new Loss.SequenceMse(),
        WindowScore.MSE,
        SeedData::fixed,
        new Recipe.Plan(20, 32, Schedule.constant(1e-3), 0, 0));
  }

  /** Causal convolutions of two taps whose dilations double from 1 to 8, twice. */
  private static Layer[] wavenet() {
    List<Layer> layers = new ArrayList<>();
    for (int dilation : new int[] {1, 2, 4, 8, 1, 2, 4, 8}) {
      layers.add(new Conv1D(UNITS, 2, dilation));
      layers.add(new Relu());
    }
    layers.add(new Conv1D(HORIZON, 1, 1));
    return layers.toArray(Layer[]::new);
  }
}
