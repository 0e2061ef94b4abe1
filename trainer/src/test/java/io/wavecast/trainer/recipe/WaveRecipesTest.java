package io.wavecast.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.NotebookData;
import io.wavecast.trainer.data.WindowSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaveRecipesTest {
  private static final double VARIANCE = NotebookData.NOISE * NotebookData.NOISE / 12;

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "nbeats", "mlp-fresh", "nbeats-fresh"})
  void the_noise_that_futures_lack_is_in_the_loss(String name) {
    Recipe recipe = Recipes.named(name);

    WindowSet batch = recipe.data().get().batches().of(2000, 1).at(0);

    assertThat(noise(batch, WindowSet.WINDOW)).isBetween(0.9 * VARIANCE, 1.5 * VARIANCE);
    assertThat(noise(batch, WindowSet.EXAMPLE)).isLessThan(0.5 * VARIANCE);
    assertThat(recipe.loss().addsNoise()).isTrue();
  }

  /**
   * The variance of the noise before a step, a little of the waves included: they bend little from
   * step to step, so a third difference is noise, 1 + 9 + 9 + 1 times its variance.
   */
  private static double noise(WindowSet set, int end) {
    double squares = 0;
    for (int row = 0; row < set.size(); row++) {
      double third =
          set.value(row, end - 1)
              - 3 * set.value(row, end - 2)
              + 3 * set.value(row, end - 3)
              - set.value(row, end - 4);
      squares += third * third / set.size();
    }
    return squares / 20;
  }
}
