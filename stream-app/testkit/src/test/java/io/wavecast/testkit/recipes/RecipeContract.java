package io.wavecast.testkit.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.contract.ProgramUnderTest;
import io.wavecast.testkit.registry.StandInRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each recipe of docs/RECIPES.md with an engine's program: to its first forecast and alert. */
public abstract class RecipeContract {
  private static final double MAX_SECONDS = 60;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path dir;

  /** What a test does with a program. */
  @FunctionalInterface
  public interface Action {
    /** Uses a program that is not started. */
    void accept(ProgramUnderTest program) throws Exception;
  }

  /**
   * Gives an action a program on a broker of its own.
   *
   * @param folder an empty one, for the broker
   */
  protected abstract void onBroker(Path folder, Action action) throws Exception;

  static List<Recipe> recipes() {
    return Recipe.all();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void a_recipe_has_a_forecast_and_an_alert_within_a_minute(Recipe recipe) throws Exception {
    try (StandInRegistry registry = new StandInRegistry()) {
      RecipeProducer producer = new RecipeProducer(recipe, registry.url());
      onBroker(
          Files.createDirectory(dir.resolve("broker")),
          program -> {
            RecipeRun run = RecipeRun.of(producer, program, dir);
            System.out.println(getClass().getSimpleName() + ": " + run);
            assertThat(run.forecast()).as("forecast, s").isLessThan(MAX_SECONDS);
            assertThat(run.alert()).as("alert, s").isLessThan(MAX_SECONDS);
          });
    }
  }
}
