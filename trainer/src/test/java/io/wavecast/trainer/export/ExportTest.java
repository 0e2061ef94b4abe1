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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer's ONNX form against its SameDiff form. */
class ExportTest {
  private static final long SEED = 77;

  /** A network and its file, whose weights may be changed first. */
  private static final class Exported implements AutoCloseable {
    private final WindowSet set = Windows.random(100, SEED);
    private final Head head;
    private final Trainable<WindowSet> net;
    private final IntervalCalibration calibration;
    private final ForecasterMetadata metadata;
    private final OnnxForecaster served;

    Exported(Networks.Case given, Consumer<Map<String, float[]>> change) {
      head = given.net().head();
      net = Networks.trainable(given.net(), given.loss(), SEED);
      Map<String, float[]> weights = Networks.shaken(net, 0.2, SEED);
      calibration = calibration(net, set, head);
      metadata = metadata(given, head, calibration);
      change.accept(weights);
      byte[] file = ForecasterFile.bytes(given.net(), weights, calibration, metadata);
      served = OnnxForecaster.open(ModelFile.read("test", file), Device.CPU);
    }

    Parity parity() {
      return Parity.of(
          windows -> Predictions.of(served, windows),
          set,
          (some, fed) -> Predictions.of(Iterated.following(net, some, fed), head, calibration));
    }

    @Override
    public void close() {
      served.close();
      net.close();
    }
  }

  @ParameterizedTest
  @MethodSource("io.wavecast.trainer.net.Networks#all")
  void onnx_runtime_repeats_the_network_for_one_window_and_for_many(Networks.Case given) {
    try (Exported exported = new Exported(given, weights -> {})) {
      Parity parity = exported.parity();

      assertThat(parity.one()).as("one window").isLessThanOrEqualTo(1e-5);
      assertThat(parity.many()).as("100 windows").isLessThanOrEqualTo(1e-5);
      assertThat(parity.windows()).isEqualTo(100);
    }
  }

  @ParameterizedTest
  @MethodSource("io.wavecast.trainer.net.Networks#all")
  void a_file_with_another_weight_differs_from_the_network(Networks.Case given) {
    Consumer<Map<String, float[]>> change =
        weights -> {
          float[] bias = lastBias(weights);
          bias[bias.length / 2] += 0.01f;
        };

    try (Exported exported = new Exported(given, change)) {
      assertThat(exported.parity().holds()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("io.wavecast.trainer.net.Networks#all")
  void the_contract_reads_back_and_quantiles_ascend(Networks.Case given) {
    try (Exported exported = new Exported(given, weights -> {})) {
      assertThat(exported.served.file().metadata()).isEqualTo(exported.metadata);
      float[] quantiles = Predictions.of(exported.served, exported.set.windows()).quantiles();
      assertThat(quantiles).hasSize(100 * 10 * 7);
      for (int i = 1; i < quantiles.length; i++) {
        if (i % 7 != 0) {
          assertThat(quantiles[i]).isGreaterThanOrEqualTo(quantiles[i - 1]);
        }
      }
    }
  }

  /** The bias of the last layer that has one. */
  private static float[] lastBias(Map<String, float[]> weights) {
    float[] last = {};
    for (Map.Entry<String, float[]> weight : weights.entrySet()) {
      last = weight.getKey().endsWith(".b") ? weight.getValue() : last;
    }
    return last;
  }

  private static IntervalCalibration calibration(
      Trainable<WindowSet> net, WindowSet set, Head head) {
    return head.isPoints()
        ? IntervalCalibration.ofPoints(Iterated.output(net, set), set.futures(), Head.LEVELS)
        : new IntervalCalibration(List.of(), new float[0], 1.3f);
  }

  private static ForecasterMetadata metadata(
      Networks.Case given, Head head, IntervalCalibration calibration) {
    List<Double> levels = head.isPoints() ? calibration.levels() : head.levels();
    return new ForecasterMetadata(
        new Provenance("test", "1", "0".repeat(64), SEED, Map.of("valid_mse", 0.5), "test"),
        WindowSet.SHAPE,
        levels,
        given.net().scaling());
  }
}
