package io.wavecast.chorales.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.chorales.pipeline.ComposerMetadata;
import io.wavecast.chorales.pipeline.ComposerMetadata.State;
import io.wavecast.onnx.file.OnnxBuilder;
import io.wavecast.onnx.file.TinyModels;
import io.wavecast.onnx.run.ModelKindContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OnnxComposerTest extends ModelKindContract<OnnxComposer> {
  private static OnnxComposer composer;

  OnnxComposerTest() {
    super(OnnxComposer.KIND);
  }

  /** A composer with a state of 4 floats; {@code layer} changes the next state [batch, 4]. */
  @Override
  protected byte[] tiny(BiFunction<OnnxBuilder, String, String> layer) {
    ComposerMetadata metadata =
        new ComposerMetadata(TinyModels.provenance("composer", "1"), List.of(new State("h", 4)));
    OnnxBuilder b =
        new OnnxBuilder()
            .input("note", "batch", 1)
            .input("place", "batch", 1)
            .input("h", "batch", 4)
            .output("probabilities", "batch", Composer.CLASSES)
            .output("next_h", "batch", 4)
            .metadata(metadata.toMap());
    Random random = new Random(1);
    String all = b.node("Concat", List.of("note", "place", "h"), "axis", 1L);
    String small = b.node("Mul", List.of(all, b.floats(new float[] {0.02f}, 1)));
    String next = layer.apply(b, b.node("Tanh", List.of(TinyModels.dense(b, random, small, 6, 4))));
    String logits = TinyModels.dense(b, random, next, 4, Composer.CLASSES);
    b.alias(next, "next_h");
    return b.alias(b.node("Softmax", List.of(logits)), "probabilities").bytes();
  }

  @Override
  protected void run(OnnxComposer model, int rows) {
    model.step(
        rows,
        new int[rows],
        new int[rows],
        new float[rows * 4],
        new float[rows * Composer.CLASSES]);
  }

  @BeforeAll
  static void openComposer() {
    composer = OnnxComposer.KIND.open();
  }

  @AfterAll
  static void closeComposer() {
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
