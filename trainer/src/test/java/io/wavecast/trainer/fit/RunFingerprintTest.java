package io.wavecast.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunFingerprintTest {
  private static final String HASH = "0".repeat(64);

  private record NotebookSketchNet(int units) {}

  private record NotebookNet(int units) {}

  @Test
  void settings_and_data_are_separated_by_blanks() {
    assertThat(RunFingerprint.of(HASH, "lstm", 3, 0.5)).isEqualTo("lstm 3 0.5 data " + HASH);
  }

  @Test
  void a_renamed_recipe_or_class_keeps_its_first_spelling() {
    assertThat(RunFingerprint.of(HASH, "notebook", new NotebookSketchNet(3)))
        .isEqualTo("seed SeedNet[units=3] data " + HASH);
    assertThat(RunFingerprint.of(HASH, "chorale-notebook", 1))
        .isEqualTo("chorale-seed 1 data " + HASH);
  }

  @Test
  void other_names_stay_as_they_are() {
    assertThat(RunFingerprint.of(HASH, "my-notebook", new NotebookNet(3)))
        .isEqualTo("my-notebook NotebookNet[units=3] data " + HASH);
  }
}
