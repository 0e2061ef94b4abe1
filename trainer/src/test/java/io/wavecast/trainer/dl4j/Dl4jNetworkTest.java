package io.wavecast.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Parity;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.recorded.RecordedData;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

class Dl4jNetworkTest {
  private static final long SEED = 3;

  @TempDir private Path folder = Path.of("");

  static Stream<Named<Model>> networks() {
    return Dl4jNetworks.known().entrySet().stream().map(e -> Named.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void the_file_forecasts_as_dl4j_does(Model net) throws IOException {
    Path zip = Dl4jNetworks.save(net, folder.resolve("net.zip"));
    TrainingData data = noise(60);

    Dl4jExport export = Dl4jExport.of(Dl4jNetwork.read(zip, 100, 20), data, "net", "1");

    WindowSet test = data.testAhead();
    float[] expected = Dl4jNetwork.read(zip, 100, 20).forecast(test.windows());
    try (OnnxForecaster served =
        OnnxForecaster.open(ModelFile.read("net", export.file()), Device.CPU)) {
      float[] got = Predictions.of(served, test.windows()).forecasts();
      assertThat(Parity.difference(got, expected)).isLessThan(1e-5 * 130);
      // a network that is dead inside gives the same for all windows
      assertThat(got[0]).isNotCloseTo(got[got.length - 10], within(1e-3f));
    }
  }

  @Test
  void intervals_hold_what_they_say_on_the_test_part() throws IOException {
    Path zip = Dl4jNetworks.save(net(Dl4jNetworks.lstm(4)), folder.resolve("net.zip"));

    Dl4jExport export = Dl4jExport.of(Dl4jNetwork.read(zip, 100, 20), noise(2_000), "net", "1");

    assertThat(export.test().coverage()).isBetween(0.85, 0.95);
    assertThat(export.card().card("cmd")).contains("ONNX Runtime against the network", "`cmd`");
  }

  @Test
  @SuppressWarnings("deprecation") // GravesLSTM is what old files hold
  void what_is_not_known_is_refused_by_name() {
    refused(
        "layer '0' (GravesLSTM) cannot be exported: GravesLSTM is not known",
        net(new GravesLSTM.Builder().nOut(3).activation(Activation.TANH).build()));
    refused(
        "layer '0' (Bidirectional) cannot be exported: Bidirectional is not known",
        net(new Bidirectional(Dl4jNetworks.lstm(3))));
    refused(
        "layer '0' (SimpleRnn) cannot be exported: activation relu of a recurrent layer is not",
        net(new SimpleRnn.Builder().nOut(3).activation(Activation.RELU).build()));
    refused(
        "layer '0' (SimpleRnn) cannot be exported: layer normalisation is not known",
        net(
            new SimpleRnn.Builder()
                .nOut(3)
                .hasLayerNorm(true)
                .activation(Activation.TANH)
                .build()));
    refused(
        "gate activation hardsigmoid is not known",
        net(
            new LSTM.Builder()
                .nOut(3)
                .activation(Activation.TANH)
                .gateActivationFunction(Activation.HARDSIGMOID)
                .build()));
  }

  @Test
  void a_network_of_other_shapes_is_refused() throws IOException {
    refused(
        "layer '0' must take 1 value in a step, got: 2",
        Dl4jNetworks.layers(
            InputType.recurrent(2, 50), Dl4jNetworks.lstm(3), Dl4jNetworks.rnnOutput(10)));
    Path zip =
        Dl4jNetworks.save(
            Dl4jNetworks.layers(
                Dl4jNetworks.STEPS, Dl4jNetworks.lstm(3), Dl4jNetworks.rnnOutput(3)),
            folder.resolve("short.zip"));
    Dl4jNetwork net = Dl4jNetwork.read(zip, 0, 1);
    assertThatThrownBy(() -> Dl4jExport.of(net, noise(60), "net", "1"))
        .hasMessageContaining(
            "the network's output must be [batch, 10] or [batch, 10, steps], got: [");
  }

  @Test
  void a_file_that_is_no_network_is_refused() throws IOException {
    Path empty = folder.resolve("empty.zip");
    new ZipOutputStream(Files.newOutputStream(empty)).close();
    Path text = Files.writeString(folder.resolve("text.zip"), "text");
    Path normal = Dl4jNetworks.save(net(Dl4jNetworks.lstm(3)), folder.resolve("normal.zip"));
    NormalizerStandardize normalizer = new NormalizerStandardize();
    normalizer.fit(new DataSet(Nd4j.rand(4, 2), Nd4j.rand(4, 2)));
    ModelSerializer.addNormalizerToModel(normal.toFile(), normalizer);

    assertThatThrownBy(() -> Dl4jNetwork.read(empty, 0, 1))
        .hasMessageContaining("it must hold configuration.json and coefficients.bin");
    assertThatThrownBy(() -> Dl4jNetwork.read(text, 0, 1)).hasMessageContaining("not a ZIP file");
    assertThatThrownBy(() -> Dl4jNetwork.read(normal, 0, 1))
        .hasMessageContaining("it holds a normaliser");
    assertThatThrownBy(() -> Dl4jNetwork.read(normal, 0, 0))
        .hasMessageContaining("scale must be above 0");
  }

  private static Model net(Layer first) {
    return Dl4jNetworks.layers(Dl4jNetworks.STEPS, first, Dl4jNetworks.rnnOutput(10));
  }

  private void refused(String message, Model net) {
    Path zip = Dl4jNetworks.save(net, folder.resolve("net.zip"));
    assertThatThrownBy(() -> Dl4jNetwork.read(zip, 0, 1)).hasMessageContaining(message);
  }

  /** Noise around 100, split. */
  private static TrainingData noise(int windows) {
    Random random = new Random(SEED);
    float[] values = new float[windows + 100];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (100 + 20 * random.nextGaussian());
    }
    long[] times = IntStream.range(0, values.length).mapToLong(i -> i * 60_000L).toArray();
    return RecordedData.of("noise", List.of(new RecordedSeries("g", "noise", times, values)));
  }
}
