package io.wavecast.trainer.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every recipe by name. */
public final class Recipes {
  private static final Map<String, Recipe> BY_NAME = new LinkedHashMap<>();

  static {
    NotebookRecipes.all().forEach(Recipes::add);
    WaveRecipes.all().forEach(Recipes::add);
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
}
