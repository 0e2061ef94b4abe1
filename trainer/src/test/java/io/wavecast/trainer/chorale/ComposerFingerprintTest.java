package io.wavecast.trainer.chorale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Checkpoints hold these texts: a change makes every unfinished run unusable. */
class ComposerFingerprintTest {
  private static final String HASH = "0".repeat(64);
  private static final Corpus CORPUS = new Corpus(List.of(), List.of(), List.of(), HASH);

  @Test
  void the_fingerprint_of_a_stage_never_changes() {
    ComposerRun run = new ComposerRun(ComposerRecipe.CHORALE, 1, CORPUS, "1");

    assertThat(run.fingerprint(1))
        .isEqualTo(
            "chorale ChordNet[embedding=24, units=256, hidden=160, dropout=0.1]"
                + " FitOptions[batch=32, steps=3000, evaluateEvery=500,"
                + " schedule=Schedule[peak=0.0015, warmUp=100, last=0.001], weightDecay=0.01,"
                + " averaging=0.98, patience=0, seed=1000001] data "
                + HASH);
  }

  @Test
  void the_notebooks_network_keeps_the_name_it_had_first() {
    ComposerRun run = new ComposerRun(ComposerRecipe.NOTEBOOK, 1, CORPUS, "1");

    assertThat(run.fingerprint(0))
        .isEqualTo(
            "chorale-seed SeedNet[embedding=5, filters=[32, 48, 64, 96], units=256]"
                + " FitOptions[batch=32, steps=1274, evaluateEvery=182,"
                + " schedule=Schedule[peak=0.0015, warmUp=100, last=0.001], weightDecay=0.0,"
                + " averaging=0.98, patience=0, seed=1] data "
                + HASH);
  }
}
