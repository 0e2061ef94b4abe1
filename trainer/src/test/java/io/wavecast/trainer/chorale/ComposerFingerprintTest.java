package io.wavecast.trainer.chorale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Checkpoints hold these texts: a change makes every unfinished run unusable. */
class ComposerFingerprintTest {
  private static final String HASH = "0".repeat(64);
  private static final Corpus CORPUS = new Corpus(List.of(), List.of(), List.of(), HASH);

  /** The notebook's network keeps the name that it had first. */
  @Test
  void the_fingerprint_of_a_stage_never_changes() {
    assertThat(fingerprint(ComposerRecipe.CHORALE, 1))
        .isEqualTo(
            "chorale ChordNet[embedding=24, units=256, hidden=160, dropout=0.2]"
                + options(9000, 500, "weightDecay=0.03", 1_000_001));
    assertThat(fingerprint(ComposerRecipe.CHORALE, 3))
        .isEqualTo(
            "chorale ChordNet[embedding=24, units=256, hidden=160, dropout=0.2]"
                + options(9000, 500, "weightDecay=0.03", 3_000_001));
    assertThat(fingerprint(ComposerRecipe.NOTEBOOK, 0))
        .isEqualTo(
            "chorale-seed SeedNet[embedding=5, filters=[32, 48, 64, 96], units=256]"
                + options(1274, 182, "weightDecay=0.0", 1));
    assertThat(fingerprint(ComposerRecipe.PRINTED, 0))
        .isEqualTo(
            "chorale-notebook-as-printed"
                + " SeedNet[embedding=5, filters=[32, 48, 64, 96], units=256]"
                + " FitOptions[batch=32, steps=1960, evaluateEvery=98,"
                + " schedule=Schedule[peak=0.001, warmUp=0, last=1.0], weightDecay=0.0,"
                + " averaging=0.0, patience=0, seed=1, method=KERAS_NADAM] data "
                + HASH);
  }

  private static String fingerprint(ComposerRecipe recipe, int stage) {
    return new ComposerRun(recipe, 1, CORPUS, "1").fingerprint(stage);
  }

  private static String options(int steps, int every, String weightDecay, long seed) {
    return (" FitOptions[batch=32, steps=%d, evaluateEvery=%d,"
            + " schedule=Schedule[peak=0.0015, warmUp=100, last=0.001], %s,"
            + " averaging=0.98, patience=0, seed=%d] data %s")
        .formatted(steps, every, weightDecay, seed, HASH);
  }
}
