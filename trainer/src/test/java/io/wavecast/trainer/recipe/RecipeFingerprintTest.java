package io.wavecast.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.run.ForecasterRun;
import org.junit.jupiter.api.Test;

/** Checkpoints hold these texts: a change makes every unfinished run unusable. */
class RecipeFingerprintTest {
  @Test
  void the_fingerprint_of_a_run_of_the_lstm_never_changes() {
    Recipe recipe = Recipes.named("lstm");
    TrainingData data = recipe.data().get();

    ForecasterRun run =
        new ForecasterRun(
            recipe, recipe.options(data, Recipe.Changes.none(false), 1), data, "1", null);

    assertThat(run.fingerprint())
        .isEqualTo(
            "lstm Architecture[scaling=NONE, layers=[Lstm[units=20], Lstm[units=20],"
                + " Dense[units=10, start=GLOROT, gain=1.0]], head=Head[leads=10, levels=[]]]"
                + " SequenceMse[] FitOptions[batch=32, steps=4380, evaluateEvery=219,"
                + " schedule=Schedule[peak=0.005, warmUp=100, last=0.001], weightDecay=0.0,"
                + " averaging=0.0, patience=0, seed=1] data"
                + " af8d9298c34842b928ac713df4a9855d47a8d77eabc14e477ffef7cd8401595f");
  }
}
