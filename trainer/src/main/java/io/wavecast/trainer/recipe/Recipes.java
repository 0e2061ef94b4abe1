package io.wavecast.trainer.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every recipe by name. */
public final class Recipes {
  private static final Map<String, Recipe> BY_NAME =
      Stream.of(NotebookRecipes.all(), WaveRecipes.all(), List.of(DefaultForecaster.recipe()))
          .flatMap(List::stream)
          .collect(Collectors.toMap(Recipe::name, r -> r, (a, b) -> a, LinkedHashMap::new));

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
}
