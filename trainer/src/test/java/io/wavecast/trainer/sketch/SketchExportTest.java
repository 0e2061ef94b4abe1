package io.wavecast.trainer.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.model.Provenance;
import io.wavecast.core.sketch.SketchMetadata;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.net.Networks;
import io.wavecast.trainer.net.Trainable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SketchExportTest {
  private static final long SEED = 77;
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
  void onnx_runtime_repeats_the_network_for_one_drawing_and_for_many(SketchNet given) {
    SketchSet set = Sketches.set(140, SEED);
    SketchNetwork network = new SketchNetwork(given, Sketches.CLASSES, 0);
    try (Trainable<SketchSet> net = new Trainable<>(network, SEED)) {
      Map<String, float[]> weights = Networks.shaken(net, 0.1, SEED);
      float[] trained = SketchModelWriter.probabilities(net.output(set), Sketches.CLASSES);

      Parity parity =
          SketchRun.parity(
              SketchModelWriter.bytes(given, weights, METADATA), METADATA, set, trained);

      assertThat(parity.one()).isLessThanOrEqualTo(1e-5);
      assertThat(parity.many()).isLessThanOrEqualTo(1e-5);
      assertThat(trained).hasSize(140 * Sketches.CLASSES);
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void a_file_with_another_weight_is_refused(SketchNet given) {
    SketchSet set = Sketches.set(20, SEED);
    SketchNetwork network = new SketchNetwork(given, Sketches.CLASSES, 0);
    try (Trainable<SketchSet> net = new Trainable<>(network, SEED)) {
      Map<String, float[]> weights = Networks.shaken(net, 0.1, SEED);
      float[] trained = SketchModelWriter.probabilities(net.output(set), Sketches.CLASSES);
      for (Map.Entry<String, float[]> weight : weights.entrySet()) {
        if (weight.getKey().endsWith(".b")) {
          weight.getValue()[0] += 0.01f;
        }
      }

      assertThatThrownBy(
              () ->
                  SketchRun.parity(
                      SketchModelWriter.bytes(given, weights, METADATA), METADATA, set, trained))
          .hasMessageContaining("the ONNX file differs from the network");
    }
  }
}
