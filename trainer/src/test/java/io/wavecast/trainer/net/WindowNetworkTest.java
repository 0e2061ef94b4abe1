package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.recipe.Recipes;
import org.junit.jupiter.api.Test;

/** What a step should have said. In the set, the value of a row at a step is 100 row + step. */
class WindowNetworkTest {
  private static final int ROWS = 2;

  @Test
  void each_step_of_a_sequence_is_to_forecast_the_ten_values_after_it() {
    float[] targets = targets("rnn", 50);

    for (int step = 0; step < 50; step++) {
      assertTenAfter(targets, step, step);
    }
  }

  /** {@code Y[:, 3::2]} in the notebook. */
  @Test
  void a_stride_of_two_leaves_the_steps_3_5_and_so_on() {
    float[] targets = targets("conv-gru", 24);

    for (int i = 0; i < 24; i++) {
      assertTenAfter(targets, i, 3 + 2 * i);
    }
  }

  @Test
  void a_vector_is_to_forecast_what_follows_the_window() {
    assertTenAfter(targets("vector-rnn", 1), 0, 49);
  }

  private static void assertTenAfter(float[] targets, int index, int step) {
    for (int row = 0; row < ROWS; row++) {
      for (int lead = 1; lead <= 10; lead++) {
        assertThat(targets[(index * ROWS + row) * 10 + lead - 1])
            .as("step %d, row %d, lead %d", step, row, lead)
            .isEqualTo(100 * row + step + lead);
      }
    }
  }

  private static float[] targets(String name, int steps) {
    float[] examples = new float[ROWS * WindowSet.EXAMPLE];
    for (int i = 0; i < examples.length; i++) {
      examples[i] = 100 * (i / WindowSet.EXAMPLE) + i % WindowSet.EXAMPLE;
    }
    Recipe recipe = Recipes.named(name);
    Values values =
        new WindowNetwork(recipe.net(), recipe.loss())
            .feed(WindowSet.ofExamples(examples, 0, ROWS))
            .get(WindowNetwork.TARGET);
    assertThat(values).isNotNull();
    assertThat(values.shape()).containsExactly(steps, ROWS, 10);
    return values.data();
  }
}
