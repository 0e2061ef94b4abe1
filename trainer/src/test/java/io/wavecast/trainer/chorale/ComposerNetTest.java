package io.wavecast.trainer.chorale;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.model.OnnxComposer;
import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.chorales.pipeline.ComposerMetadata;
import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.export.Float16;
import io.wavecast.trainer.fit.Snapshot;
import io.wavecast.trainer.net.GradientCheck;
import io.wavecast.trainer.net.Networks;
import io.wavecast.trainer.net.Trainable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class ComposerNetTest {
  private static final long SEED = 20261125;
  private static final int ASKED = NoteWindows.NOTES - 1;

  static Stream<ComposerNet> small() {
    return Stream.of(new NotebookChoraleNet(3, List.of(4, 5, 6, 7), 8), new ChordNet(5, 7, 6, 0.3));
  }

  static Stream<ComposerNet> real() {
    return Stream.of(new NotebookChoraleNet(), new ChordNet(24, 256, 160, 0.35));
  }

  @ParameterizedTest
  @MethodSource("small")
  void the_gradient_is_the_slope_of_the_loss(ComposerNet net) {
    GradientCheck.assertIsSlope(net, transposed(random(3), net.margin() / 2), 0.3, SEED);
  }

  @ParameterizedTest
  @MethodSource("small")
  void a_note_changes_nothing_that_comes_before_it(ComposerNet net) {
    NoteWindows windows = random(1);
    try (Trainable<NoteWindows> trained = new Trainable<>(net, SEED)) {
      float[] before = trained.output(windows);
      for (int changed : new int[] {0, 1, 2, 3, 50, 51, 52, 53, 130}) {
        NoteWindows other = random(1);
        other.windows().get(0)[changed] = (byte) (other.windows().get(0)[changed] == 20 ? 21 : 20);
        float[] after = trained.output(other);

        int n = net.classes();
        // logits of row k are of note k + 1
        assertThat(rows(after, 0, changed, n)).isEqualTo(rows(before, 0, changed, n));
        assertThat(rows(after, changed, changed + 1, n))
            .isNotEqualTo(rows(before, changed, changed + 1, n));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("real")
  void the_file_gives_the_probabilities_of_the_network(ComposerNet net) {
    assertFileRepeats(net, 1);
  }

  @ParameterizedTest
  @MethodSource("real")
  void the_file_of_two_networks_gives_the_mean_of_their_probabilities(ComposerNet net) {
    assertFileRepeats(net, 2);
  }

  private static void assertFileRepeats(ComposerNet net, int members) {
    NoteWindows windows = random(5);
    List<Map<String, float[]>> all = new ArrayList<>();
    float[] expected = {};
    for (int member = 0; member < members; member++) {
      try (Trainable<NoteWindows> trained = new Trainable<>(net, SEED + member)) {
        Map<String, float[]> weights = Networks.shaken(trained, 0.02, SEED + member);
        Float16.round(weights);
        Snapshot.restore(weights, trained.state());
        all.add(weights);
        float[] one = NoteScore.probabilities(net, trained, windows);
        expected = member == 0 ? new float[one.length] : expected;
        for (int i = 0; i < one.length; i++) {
          expected[i] += one[i] / members;
        }
      }
    }
    ComposerModelWriter writer = new ComposerModelWriter(net, all);
    Provenance provenance = new Provenance("test", "1", "0".repeat(64), SEED, Map.of(), "0");
    byte[] file = writer.file(new ComposerMetadata(provenance, writer.states()).toMap());

    assertThat(file.length).isLessThan(members * (2 << 20));
    float[] oneByOne = ComposerRun.stepByStep(file, windows);
    assertThat(largest(expected, oneByOne)).isLessThan(1e-5);
    assertThat(oneAfterTheOther(file, windows)).as("pieces at other voices").isEqualTo(oneByOne);
  }

  /** The probabilities by the step, where each piece begins one note after the one before it. */
  private static float[] oneAfterTheOther(byte[] file, NoteWindows windows) {
    int pieces = windows.size();
    float[] all = new float[pieces * ASKED * Composer.CLASSES];
    try (OnnxComposer step = OnnxComposer.KIND.open("step", file)) {
      int width = step.stateSize();
      float[] states = new float[pieces * width];
      for (int t = 0; t < ASKED + pieces - 1; t++) {
        int first = Math.max(0, t - ASKED + 1);
        int n = Math.min(pieces, t + 1) - first;
        int[] notes = new int[n];
        int[] places = new int[n];
        for (int i = 0; i < n; i++) {
          int k = t - first - i;
          notes[i] = windows.windows().get(first + i)[k];
          places[i] = (windows.places()[first + i] * Chord.VOICES + k) % Composer.BAR_POSITIONS;
        }
        float[] state = Arrays.copyOfRange(states, first * width, (first + n) * width);
        float[] next = new float[n * Composer.CLASSES];
        step.step(n, notes, places, state, next);
        System.arraycopy(state, 0, states, first * width, n * width);
        for (int i = 0; i < n; i++) {
          int at = ((first + i) * ASKED + t - first - i) * Composer.CLASSES;
          System.arraycopy(next, i * Composer.CLASSES, all, at, Composer.CLASSES);
        }
      }
    }
    return all;
  }

  private static NoteWindows transposed(NoteWindows windows, int shift) {
    int[] shifts = new int[windows.size()];
    Arrays.fill(shifts, shift);
    return new NoteWindows(windows.windows(), windows.places(), shifts);
  }

  private static NoteWindows random(int n) {
    Random random = new Random(SEED);
    List<byte[]> windows = new ArrayList<>();
    int[] places = new int[n];
    for (int i = 0; i < n; i++) {
      byte[] window = new byte[NoteWindows.NOTES];
      for (int k = 0; k < window.length; k++) {
        window[k] =
            random.nextInt(12) == 0
                ? 0
                : (byte) (36 - 9 * (k % Chord.VOICES) + random.nextInt(9) + (k == 0 ? 1 : 0));
      }
      windows.add(window);
      places[i] = random.nextInt(NoteWindows.BAR);
    }
    return new NoteWindows(windows, places, new int[n]);
  }

  private static float[] rows(float[] values, int from, int to, int width) {
    return Arrays.copyOfRange(values, from * width, to * width);
  }

  private static double largest(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b).hasSizeGreaterThanOrEqualTo(ASKED * Composer.CLASSES);
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double apart = Math.abs(a[i] - b[i]);
      largest = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(largest, apart);
    }
    return largest;
  }
}
