package io.wavecast.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.model.Provenance;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.net.Iterated;
import io.wavecast.trainer.net.Networks;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.net.Windows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer's ONNX form against its SameDiff form. */
class ExportTest {
  private static final long SEED = 77;

  @ParameterizedTest
  @MethodSource("io.wavecast.trainer.net.Networks#all")
  void onnx_runtime_repeats_the_network_for_one_window_and_for_many(Networks.Case given) {
    WindowSet set = Windows.random(100, SEED);
    Head head = given.net().head();
    try (Trainable<WindowSet> net = Trainable.of(given.net(), given.loss(), SEED)) {
      Map<String, float[]> weights = shaken(net);
      IntervalCalibration offsets = offsets(net, set, head);
      ForecasterMetadata metadata = metadata(given, head, offsets);

      byte[] file = ForecasterFile.bytes(given.net(), weights, offsets, metadata);

      try (OnnxForecaster served = OnnxForecaster.open(ModelFile.read("test", file), Device.CPU)) {
        Parity parity =
            Parity.of(windows -> Predictions.of(served, windows), set, trained(net, head, offsets));
        assertThat(parity.one()).as("one window").isLessThanOrEqualTo(1e-5);
        assertThat(parity.many()).as("100 windows").isLessThanOrEqualTo(1e-5);
        assertThat(Predictions.of(served, set.windows()).quantiles()).hasSize(100 * 10 * 7);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.wavecast.trainer.net.Networks#all")
  void a_file_with_another_weight_is_told_from_the_network(Networks.Case given) {
    WindowSet set = Windows.random(20, SEED);
    Head head = given.net().head();
    try (Trainable<WindowSet> net = Trainable.of(given.net(), given.loss(), SEED)) {
      Map<String, float[]> weights = shaken(net);
      IntervalCalibration offsets = offsets(net, set, head);
      float[] bias = lastBias(weights);
      bias[bias.length / 2] += 0.01f;

      byte[] file =
          ForecasterFile.bytes(given.net(), weights, offsets, metadata(given, head, offsets));

      try (OnnxForecaster served = OnnxForecaster.open(ModelFile.read("test", file), Device.CPU)) {
        Parity parity =
            Parity.of(windows -> Predictions.of(served, windows), set, trained(net, head, offsets));
        assertThat(parity.holds()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.wavecast.trainer.net.Networks#all")
  void the_contract_reads_back_and_quantiles_ascend(Networks.Case given) {
    WindowSet set = Windows.random(50, SEED);
    Head head = given.net().head();
    try (Trainable<WindowSet> net = Trainable.of(given.net(), given.loss(), SEED)) {
      IntervalCalibration offsets = offsets(net, set, head);
      ForecasterMetadata metadata = metadata(given, head, offsets);

      byte[] file = ForecasterFile.bytes(given.net(), shaken(net), offsets, metadata);

      try (OnnxForecaster served = OnnxForecaster.open(ModelFile.read("test", file), Device.CPU)) {
        assertThat(served.file().metadata()).isEqualTo(metadata);
        float[] quantiles = Predictions.of(served, set.windows()).quantiles();
        for (int i = 1; i < quantiles.length; i++) {
          if (i % 7 != 0) {
            assertThat(quantiles[i]).isGreaterThanOrEqualTo(quantiles[i - 1]);
          }
        }
      }
    }
  }

  private static Parity.Trained trained(
      Trainable<WindowSet> net, Head head, IntervalCalibration offsets) {
    return (set, fed) -> Predictions.of(Iterated.following(net, set, fed), head, offsets);
  }

  /** The bias of the last layer that has one. */
  private static float[] lastBias(Map<String, float[]> weights) {
    float[] last = {};
    for (Map.Entry<String, float[]> weight : weights.entrySet()) {
      last = weight.getKey().endsWith(".b") ? weight.getValue() : last;
    }
    return last;
  }

  private static IntervalCalibration offsets(Trainable<WindowSet> net, WindowSet set, Head head) {
    return head.isPoints()
        ? IntervalCalibration.ofPoints(Iterated.output(net, set), set.futures(), Head.LEVELS)
        : new IntervalCalibration(List.of(), new float[0], 1.3f);
  }

  private static ForecasterMetadata metadata(
      Networks.Case given, Head head, IntervalCalibration offsets) {
    List<Double> levels = head.isPoints() ? offsets.levels() : head.levels();
    return new ForecasterMetadata(
        new Provenance("test", "1", "0".repeat(64), SEED, Map.of("valid_mse", 0.5), "test"),
        50,
        10,
        levels,
        given.net().scaling());
  }

  /** Biases start at zero, where some errors do not show. */
  private static Map<String, float[]> shaken(Trainable<WindowSet> net) {
    Random random = new Random(SEED);
    Map<String, float[]> weights = new LinkedHashMap<>();
    net.state()
        .forEach(
            (name, array) -> {
              for (int i = 0; i < array.length(); i++) {
                float value = array.getFloat(i) + (float) (0.2 * random.nextGaussian());
                array.data().put(i, name.endsWith(".variance") ? Math.abs(value) + 0.1f : value);
              }
              weights.put(name, array.data().asFloat());
            });
    return weights;
  }
}
