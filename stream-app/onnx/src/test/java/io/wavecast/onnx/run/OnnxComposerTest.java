package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.chorale.Composer;
import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.file.TrustedModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxComposerTest {
  private static OnnxComposer composer;

  @BeforeAll
  static void open() {
    composer = OnnxComposer.open(ComposerFile.shipped(), Device.CPU);
  }

  @AfterAll
  static void close() {
    composer.close();
  }

  @Test
  void the_pieces_of_the_trial_are_at_all_voices_at_once() {
    for (int step = 0; step < 8; step++) {
      List<Integer> voices = new ArrayList<>();
      for (float place : new PieceSamples(64, 1).rows(ComposerMetadata.PLACE, step)) {
        voices.add((int) place % 4);
      }
      assertThat(voices).contains(0, 1, 2, 3);
    }
  }

  @Test
  void the_shipped_composer_is_small_and_says_how_good_it_is() {
    assertThat(composer.file().bytes().length).isLessThan(5 << 20);
    assertThat(composer.file().metadata().provenance().metrics())
        .containsKeys("test_accuracy", "valid_loss", "valid_accuracy")
        .hasEntrySatisfying("test_loss", loss -> assertThat(loss).isLessThanOrEqualTo(0.42));
    assertThat(composer.model().name()).isEqualTo("chorale");
  }

  @Test
  void a_piece_gets_the_same_bits_alone_and_in_batches_of_every_number() {
    float[] alone = heard(1, 0);
    for (int n = 2; n <= composer.maxBatch() + 7; n++) {
      float[] together = heard(n, 0);
      assertThat(Arrays.copyOf(together, Composer.CLASSES)).as("among %d", n).isEqualTo(alone);
    }
  }

  @Test
  void a_held_chord_is_likely_to_be_held_within_a_beat() {
    float[] p = new float[Composer.CLASSES];
    float[] state = new float[composer.stateSize()];
    int[] chord = {73, 68, 61, 53};
    for (int k = 0; k < 4 * 4; k++) {
      composer.step(1, new int[] {Composer.classOf(chord[k % 4])}, new int[] {k}, state, p);
      if (k >= 7 && k < 15) {
        assertThat(p[Composer.classOf(chord[(k + 1) % 4])])
            .as("note %d", k + 1)
            .isGreaterThan(0.5f);
      }
    }
  }

  @Test
  void a_file_that_is_no_composer_is_refused_in_one_line_that_names_it() {
    byte[] forecaster = ShippedModels.read("lstm").bytes();

    assertThatThrownBy(() -> ComposerFile.read("lstm.onnx", forecaster))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "model file 'lstm.onnx' refused: metadata line 'kind' must be chorale-composer, got:"
                + " forecaster");
    assertThatThrownBy(
            () -> ComposerFile.of(Path.of("no", "such.onnx").toString(), TrustedModels.ALL))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> ComposerFile.read("x", new byte[] {1, 2, 3}))
        .hasMessageContaining("it is not an ONNX file");
  }

  @Test
  void arrays_that_are_too_short_are_refused() {
    assertThatThrownBy(() -> composer.step(2, new int[1], new int[2], new float[0], new float[0]))
        .hasMessage("number of notes must be at least 2, got: 1");
    assertThatThrownBy(() -> composer.step(0, new int[1], new int[1], new float[0], new float[0]))
        .hasMessage("number of pieces must be at least 1, got: 0");
  }

  /** Probabilities of all pieces after 40 notes; the first piece is always the same. */
  private static float[] heard(int n, int seed) {
    Random[] random = new Random[n];
    for (int i = 0; i < n; i++) {
      random[i] = new Random(seed + i);
    }
    float[] states = new float[n * composer.stateSize()];
    float[] p = new float[n * Composer.CLASSES];
    int[] notes = new int[n];
    int[] places = new int[n];
    for (int k = 0; k < 40; k++) {
      for (int i = 0; i < n; i++) {
        notes[i] = random[i].nextInt(Composer.CLASSES);
        places[i] = k;
      }
      composer.step(n, notes, places, states, p);
    }
    return p;
  }
}
