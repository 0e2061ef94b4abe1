package io.wavecast.trainer.recipe;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.fit.Schedule;
import io.wavecast.trainer.fit.ValidationScore;
import io.wavecast.trainer.layer.Copies;
import io.wavecast.trainer.layer.DeadZone;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.layer.Residual;
import io.wavecast.trainer.layer.Shares;
import io.wavecast.trainer.mixture.MixtureData;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.net.Pinball;
import io.wavecast.trainer.net.Relative;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every recipe by name. */
public final class Recipes {
  /** The model that is served where none is named. */
  public static final String DEFAULT = "default";

  private static final int WIDTH = 192;
  private static final int BLOCKS = 3;

  /** Rhythms of clocks and calendars, and several of one: two days, two to four weeks. */
  private static final List<Integer> LAGS =
      List.of(4, 5, 6, 7, 8, 10, 12, 14, 15, 20, 21, 24, 28, 30, 48);

  private static final Map<String, Recipe> BY_NAME =
      Stream.of(NotebookRecipes.all(), WaveRecipes.all(), List.of(defaultForecaster()))
          .flatMap(List::stream)
          .collect(Collectors.toMap(Recipe::name, r -> r, (a, b) -> a, LinkedHashMap::new));

  private static final Map<String, Recipe> PRINTED =
      NotebookRecipes.asPrinted().stream()
          .collect(Collectors.toMap(Recipe::name, r -> r, (a, b) -> a, LinkedHashMap::new));

  private Recipes() {}

  /** All recipes, in the order of the notebook, but those as printed. */
  public static List<Recipe> all() {
    return List.copyOf(BY_NAME.values());
  }

  /**
   * A model of the notebook as it prints it: name, network and training.
   *
   * @param name of the model in {@link #all}
   * @throws IllegalArgumentException when the notebook trains no such model
   */
  public static Recipe asPrinted(String name) {
    Recipe recipe = PRINTED.get(name + NotebookRecipes.SUFFIX);
    if (recipe == null) {
      throw new IllegalArgumentException(
          "the notebook trains no model '%s'; it trains: %s"
              .formatted(
                  name,
                  PRINTED.keySet().stream()
                      .map(n -> n.replace(NotebookRecipes.SUFFIX, ""))
                      .collect(Collectors.joining(", "))));
    }
    return recipe;
  }

  /**
   * The recipe of that name; those as printed end in {@code -as-printed}.
   *
   * @throws IllegalArgumentException when there is none; the message lists the names
   */
  public static Recipe named(String name) {
    Recipe recipe = BY_NAME.getOrDefault(name, PRINTED.get(name));
    if (recipe == null) {
      throw new IllegalArgumentException(
          "there is no model '%s'; models: %s"
              .formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    return recipe;
  }

  /**
   * The forecaster for series that nobody has seen: the window is scaled by its own spread, three
   * residual blocks of 192 units, and seven quantiles that can say exactly "as it is" about a copy
   * of the window, trained on a broad mixture of synthetic series. The shipped one had recorded
   * series too ({@link MixtureData#with}).
   */
  private static Recipe defaultForecaster() {
    int width = Head.LEVELS.size();
    List<Layer> moves =
        List.of(Dense.he(WindowSet.HORIZON * (width + 1), 0.5), new DeadZone(width));
    List<Layer> shares = List.of(Dense.he(LAGS.size() + 1, 0.1), new Shares());
    Head head = Head.copies(new Copies(LAGS, moves, shares));
    return new Recipe(
        DEFAULT,
        "the default forecaster, for series it has never seen",
        new Architecture(Scaling.WINDOW, blocks(), head),
        new Relative(new Pinball(head.levels()), 0.15),
        ValidationScore.loss(),
        MixtureData::fresh,
        new Recipe.Plan(144, 512, Schedule.cosine(2e-3, 500), 0.01, 0.99));
  }

  private static List<Layer> blocks() {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Flatten());
    layers.add(Dense.he(WIDTH, 1));
    for (int i = 0; i < BLOCKS; i++) {
      layers.add(new Residual(new Relu(), Dense.he(WIDTH, 1), new Relu(), Dense.he(WIDTH, 0.5)));
    }
    layers.add(new Relu());
    return layers;
  }
}
