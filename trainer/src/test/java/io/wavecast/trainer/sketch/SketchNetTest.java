package io.wavecast.trainer.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.model.Provenance;
import io.wavecast.sketches.pipeline.SketchMetadata;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.export.Softmax;
import io.wavecast.trainer.net.GradientCheck;
import io.wavecast.trainer.net.Networks;
import io.wavecast.trainer.net.Trainable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SketchNetTest {
  private static final long SEED = 77;

  /** A seed without a ReLU so near to its kink that central differences step over it. */
  private static final long SMOOTH = 20251125;

  private static final SketchMetadata METADATA =
      new SketchMetadata(
          new Provenance("test", "1", "0".repeat(64), SEED, Map.of("valid_top1", 0.5), "test"),
          List.of("class0", "class1", "class2", "class3"),
          "nobody's data");

  static List<SketchNet> nets() {
    return Sketches.nets();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void the_gradient_is_the_slope_of_the_loss(SketchNet net) {
    GradientCheck.assertIsSlope(
        new SketchNetwork(net, Sketches.CLASSES, 0.1), Sketches.set(5, SMOOTH), 0.1, SMOOTH);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void onnx_runtime_repeats_the_network_for_one_drawing_and_for_many(SketchNet net) {
    Parity parity = parity(net, 140, 0);

    assertThat(parity.one()).isLessThanOrEqualTo(1e-5);
    assertThat(parity.many()).isLessThanOrEqualTo(1e-5);
    assertThat(parity.windows()).isEqualTo(140);
  }

  @ParameterizedTest
  @MethodSource("nets")
  void a_file_with_another_weight_is_refused(SketchNet net) {
    assertThatThrownBy(() -> parity(net, 20, 0.01f))
        .hasMessageContaining("the ONNX file differs from the network");
  }

  /**
   * Compares a network with its file.
   *
   * @param change added to the first value of every bias in the file
   */
  private static Parity parity(SketchNet given, int drawings, float change) {
    SketchSet set = Sketches.set(drawings, SEED);
    SketchNetwork network = new SketchNetwork(given, Sketches.CLASSES, 0);
    try (Trainable<SketchSet> net = new Trainable<>(network, SEED)) {
      Map<String, float[]> weights = Networks.shaken(net, 0.1, SEED);
      float[] trained = Softmax.of(net.output(set), Sketches.CLASSES);
      weights.forEach((name, values) -> values[0] += name.endsWith(".b") ? change : 0);
      byte[] file = given.file(weights, METADATA);
      return SketchRun.parity(file, METADATA, set, trained);
    }
  }
}
