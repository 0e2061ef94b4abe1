package io.wavecast.trainer.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.fit.Method;
import io.wavecast.trainer.fit.Schedule;
import org.junit.jupiter.api.Test;

class SketchRecipeTest {
  @Test
  void as_printed_are_two_epochs_of_complete_batches() {
    SketchRecipe printed = SketchRecipe.asPrinted(13_000);

    assertThat(printed.plan())
        .isEqualTo(
            new FitOptions(32, 812, 406, Schedule.constant(0.01), 0, 0, 0, 0, Method.CLIPPED_SGD));
    assertThat(printed.net()).isEqualTo(SketchRecipe.named("notebook").net());
  }
}
