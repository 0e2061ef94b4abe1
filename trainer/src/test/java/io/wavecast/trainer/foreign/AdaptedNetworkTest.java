package io.wavecast.trainer.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.onnx.file.GatedFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.foreign.Adapter.Pad;
import io.wavecast.trainer.recorded.RecordedData;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptedNetworkTest {
  private static final long SEED = 21;
  private static final List<Double> NINE = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

  @ParameterizedTest(name = "context {0}, {1}, standardised {2}")
  @CsvSource({
    "64, EDGE, true",
    "64, MEAN, false",
    "512, MEAN, true",
    "32, EDGE, true",
    "50, EDGE, false"
  })
  void a_network_of_another_context_forecasts_under_the_contract(
      int context, Pad pad, boolean standardize) {
    Adapter adapter = new Adapter(0, "", "", "", pad, standardize, List.of());
    try (AdaptedNetwork net = new AdaptedNetwork(gated(StandIn.points(context, 16)), adapter)) {

      // fails where the file differs from the network
      ForeignExport export = ForeignExport.of(net, net.scaling(), noise(), "ttm", "1");

      Predictions served = served(export, noise().testAhead().windows());
      assertThat(served.forecasts()[0]).isNotEqualTo(served.forecasts()[10]);
      assertThat(export.test().coverage()).isBetween(0.8, 1.0);
      assertThat(export.card().card("x"))
          .contains("sees %d values and forecasts 16".formatted(context));
    }
  }

  @Test
  void what_the_network_sees_and_says_is_as_computed_by_hand() {
    float[] window = new float[50];
    for (int t = 0; t < 50; t++) {
      window[t] = t;
    }
    Adapter edge = new Adapter(0, "", "", "", Pad.EDGE, false, List.of());
    Adapter mean = new Adapter(0, "", "", "", Pad.MEAN, true, List.of());

    assertThat(new PlainAdapter(edge, 53, 16, false, window).seen())
        .startsWith(0, 0, 0, 0, 1, 2)
        .hasSize(53)
        .endsWith(49);
    assertThat(new PlainAdapter(edge, 2, 16, false, window).seen()).containsExactly(48, 49);
    float[] standard = new PlainAdapter(mean, 51, 10, false, window).seen();
    assertThat(standard[0]).isCloseTo(0, within(1e-6f));
    assertThat(standard[50]).isCloseTo(24.5f / 14.43087f, within(1e-4f));
    assertThat(new PlainAdapter(mean, 51, 10, false, window).values(new float[10]))
        .containsOnly(24.5f);
  }

  @Test
  void quantiles_with_a_mask_are_served_from_005_to_095() {
    Adapter adapter = new Adapter(128, "context", "mask", "", Pad.NAN, false, NINE);
    try (AdaptedNetwork net = new AdaptedNetwork(gated(StandIn.quantiles(9, 64)), adapter)) {

      ForeignExport export = ForeignExport.of(net, net.scaling(), noise(), "bolt", "1");

      assertThat(ModelFile.read("bolt", export.file()).metadata().quantileLevels())
          .hasSize(11)
          .startsWith(0.05, 0.1)
          .endsWith(0.9, 0.95);
      float[] window = new float[50];
      Arrays.fill(window, 7);
      Predictions served = served(export, window);
      assertThat(served.forecasts()[0]).isCloseTo(7, within(2f));
    }
  }

  @Test
  void levels_beyond_the_outermost_are_those_of_a_normal_distribution() {
    Adapter adapter = new Adapter(0, "", "", "", Pad.EDGE, false, List.of(0.1, 0.5, 0.9));

    float[] matrix = adapter.extension(); // [3, 5]

    assertThat(adapter.served()).containsExactly(0.05, 0.1, 0.5, 0.9, 0.95);
    // 1.6449 / 1.2816
    assertThat(matrix[0]).isCloseTo(1.2835f, within(1e-4f));
    assertThat(matrix[5]).isCloseTo(-0.2835f, within(1e-4f));
    assertThat(matrix[1]).isEqualTo(1);
    assertThat(matrix[14]).isCloseTo(1.2835f, within(1e-4f));
  }

  @Test
  void what_cannot_be_adapted_is_refused_with_its_reason() {
    byte[] points = StandIn.points(64, 16);
    byte[] quantiles = StandIn.quantiles(9, 64);
    refused("it must forecast at least 10 values, got: 9", StandIn.points(64, 9), 0, "", List.of());
    refused("its context is free: give --context", quantiles, 0, "mask", NINE);
    refused("its inputs must be the values and, at most, a mask", quantiles, 64, "", NINE);
    refused(
        "must be [batch, steps, 3] or [batch, 3, steps]",
        quantiles,
        64,
        "mask",
        List.of(0.1, 0.5, 0.9));
    refused(
        "must be [batch, steps], got for two windows: [2, 9, 64]",
        quantiles,
        64,
        "mask",
        List.of());
    refused("the network does not run on 2 windows of 63 values", points, 63, "", List.of());
    refused("it is not an ONNX file", new byte[] {1, 2, 3}, 0, "", List.of());
    assertThatThrownBy(() -> new Adapter(0, "", "", "", Pad.EDGE, false, List.of(0.1, 0.4, 0.9)))
        .hasMessageContaining("with 0.5 among them");
    assertThatThrownBy(() -> new Adapter(0, "", "", "", Pad.EDGE, false, List.of(0.5, 0.1, 0.9)))
        .hasMessageContaining("must ascend");
  }

  private static void refused(
      String message, byte[] file, int context, String mask, List<Double> levels) {
    Adapter adapter = new Adapter(context, "", mask, "", Pad.EDGE, false, levels);
    assertThatThrownBy(() -> new AdaptedNetwork(gated(file), adapter).close())
        .hasMessageContaining(message);
  }

  private static GatedFile gated(byte[] file) {
    return GatedFile.of("foreign.onnx", file);
  }

  private static Predictions served(ForeignExport export, float[] windows) {
    try (OnnxForecaster served =
        OnnxForecaster.open(ModelFile.read("net", export.file()), Device.CPU)) {
      return Predictions.of(served, windows);
    }
  }

  /** Noise around 3, split. */
  private static TrainingData noise() {
    Random random = new Random(SEED);
    float[] values = new float[600];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (3 + random.nextGaussian());
    }
    long[] times = IntStream.range(0, values.length).mapToLong(i -> i * 60_000L).toArray();
    return RecordedData.of("noise", List.of(new RecordedSeries("g", "noise", times, values)));
  }
}
