package io.wavecast.trainer.chorale;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.core.model.Provenance;
import io.wavecast.trainer.export.Float16;
import io.wavecast.trainer.net.Trainable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
    NoteWindows batch = random(3).transposed(net.margin() / 2);
    try (Trainable<NoteWindows> trained = new Trainable<>(net, SEED, DataType.DOUBLE)) {
      Random random = new Random(SEED);
      trained.weights().values().forEach(w -> shake(w, random));
      Map<String, double[]> gradients = new LinkedHashMap<>();
      trained
          .gradients(batch, 7)
          .byWeight()
          .forEach((name, g) -> gradients.put(name, g.dup('c').data().asDouble()));

      gradients.forEach(
          (name, gradient) -> {
            INDArray weight = trained.weights().get(name);
            double largest = 0;
            for (double g : gradient) {
              largest = Math.max(largest, Math.abs(g));
            }
            assertThat(largest).as("some gradient by %s", name).isPositive();
            for (int probe = 0; probe < 6; probe++) {
              int i = random.nextInt(gradient.length);
              double slope = slope(trained, batch, weight, i);
              assertThat(Math.abs(slope - gradient[i]) / largest)
                  .as("by %s[%d], seed %d: %s, slope %s", name, i, SEED, gradient[i], slope)
                  .isLessThan(1e-5);
            }
          });
    }
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
  void both_files_give_the_probabilities_of_the_network_and_of_one_another(ComposerNet net) {
    NoteWindows windows = random(5);
    for (int[] shifts : net.margin() == 0 ? new int[][] {{0}} : new int[][] {{0}, {-4, 0, 3}}) {
      try (Trainable<NoteWindows> trained = new Trainable<>(net, SEED)) {
        Random random = new Random(SEED);
        Map<String, float[]> weights = new LinkedHashMap<>();
        trained
            .state()
            .forEach(
                (name, array) -> {
                  float[] values = array.dup('c').data().asFloat();
                  for (int i = 0; i < values.length; i++) {
                    values[i] += 0.02f * Math.abs((float) random.nextGaussian());
                  }
                  weights.put(name, values);
                });
        Float16.round(weights);
        weights.forEach(
            (name, values) -> {
              INDArray array = trained.state().get(name);
              array.assign(Nd4j.createFromArray(values).reshape('c', array.shape()));
            });
        float[] expected = NoteScore.probabilities(net, trained, windows, shifts);
        byte[] whole = ComposerModelWriter.windows(net, weights, shifts, "0", Map.of());
        byte[] step =
            ComposerModelWriter.step(
                net, weights, shifts, "0", metadata(net, shifts.length).toMap());

        assertThat(step.length).isLessThan(2 << 20);
        try (ServedComposer served = new ServedComposer(whole, step)) {
          float[] atOnce = served.whole(windows);
          float[] oneByOne = served.stepByStep(windows);

          assertThat(largest(expected, atOnce)).as("whole against network").isLessThan(1e-5);
          assertThat(largest(atOnce, oneByOne)).as("step against whole").isLessThan(1e-5);
        }
      }
    }
  }

  private static ComposerMetadata metadata(ComposerNet net, int shifts) {
    return new ComposerMetadata(
        new Provenance("test", "1", "0".repeat(64), SEED, Map.of(), "0"),
        net.states(shifts).stream()
            .map(s -> new ComposerMetadata.State(s.name(), s.size()))
            .toList());
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
                : (byte) (36 - 9 * (k % Notes.VOICES) + random.nextInt(9) + (k == 0 ? 1 : 0));
      }
      windows.add(window);
      places[i] = random.nextInt(Notes.BAR);
    }
    return new NoteWindows(windows, places, new int[n]);
  }

  private static float[] rows(float[] values, int from, int to, int width) {
    return java.util.Arrays.copyOfRange(values, from * width, to * width);
  }

  private static double largest(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b).hasSizeGreaterThanOrEqualTo(ASKED * Notes.CLASSES);
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double apart = Math.abs(a[i] - b[i]);
      largest = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(largest, apart);
    }
    return largest;
  }

  private static double slope(
      Trainable<NoteWindows> net, NoteWindows batch, INDArray weight, int i) {
    double value = weight.data().getDouble(i);
    weight.data().put(i, value + 1e-5);
    double above = net.gradients(batch, 7).loss();
    weight.data().put(i, value - 1e-5);
    double below = net.gradients(batch, 7).loss();
    weight.data().put(i, value);
    return (above - below) / 2e-5;
  }

  private static void shake(INDArray weight, Random random) {
    for (long i = 0; i < weight.length(); i++) {
      weight.data().put(i, weight.data().getDouble(i) + 0.3 * random.nextGaussian());
    }
  }
}
