package io.wavecast.trainer.cli;

import static io.wavecast.trainer.cli.Commands.assertFailure;
import static io.wavecast.trainer.cli.Commands.assertWrongUsage;
import static io.wavecast.trainer.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.trainer.cli.Commands.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ExportDl4jTest {
  @TempDir private Path folder = Path.of("");
  private String csv = "";
  private String zip = "";
  private String out = "";

  @BeforeEach
  void files() throws IOException {
    csv = folder.resolve("my.csv").toString();
    zip = folder.resolve("net.zip").toString();
    out = folder.resolve("models").resolve("pump.onnx").toString();
    Files.writeString(
        Path.of(csv),
        "timestamp,value\n"
            + IntStream.range(0, 300)
                .mapToObj(i -> Instant.ofEpochSecond(60L * i) + "," + (20 + Math.sin(i * 0.3)))
                .collect(Collectors.joining("\n")));
    MultiLayerNetwork net =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new DenseLayer.Builder().nIn(50).nOut(8).activation(Activation.TANH).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(8)
                        .nOut(10)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    net.init();
    ModelSerializer.writeModel(net, zip, true);
  }

  @Test
  void a_network_of_dl4j_becomes_a_model_with_its_card() throws IOException {
    Outcome outcome = run("export", "--dl4j", zip, "--data", csv, "--shift", "20", "--out", out);

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    assertThat(outcome.out()).contains("pump.onnx: on the last 15 %", "the 90 % interval covers");
    assertThat(ModelFile.read(Path.of(out)).metadata().provenance().name()).isEqualTo("pump");
    assertThat(folder.resolve("models").resolve("pump.md"))
        .content()
        .contains("# pump", "A network of DL4J, 498 parameters", "--dl4j " + zip, "--shift 20.0");
  }

  @Test
  void wrong_usage_gives_one_line() {
    assertWrongUsage("give one of: folders of runs, --dl4j", "export", "--out", out);
    assertWrongUsage("--dl4j needs --data", "export", "--dl4j", zip, "--out", out);
    assertWrongUsage(
        "give one of: folders of runs, --dl4j",
        "export",
        "runs",
        "--dl4j",
        zip,
        "--data",
        csv,
        "--out",
        out);
    assertWrongUsage(
        "--out must be NAME.onnx", "export", "--dl4j", zip, "--data", csv, "--out", "x.bin");
    assertFailure(
        "x.zip: no such file or directory",
        "export",
        "--dl4j",
        "x.zip",
        "--data",
        csv,
        "--out",
        out);
    assertThat(Path.of(out)).doesNotExist();
  }
}
