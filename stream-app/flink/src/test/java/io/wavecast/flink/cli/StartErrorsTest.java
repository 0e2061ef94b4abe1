package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.flink.kafka.OnBroker;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.sketches.model.OnnxSketchClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Each reason why the job cannot run is one line, before the job starts. */
class StartErrorsTest extends OnBroker {
  @BeforeAll
  static void createTopics() {
    broker.create(Topics.withPrefix("there."));
  }

  /** The result of a command line. */
  private record Ended(int exit, String line) {}

  @Test
  void a_checkpoint_folder_that_cannot_be_written() throws IOException {
    Path file = Files.createFile(dir.resolve("a-file"));

    Ended ended = run("--checkpoint-dir", file.resolve("checkpoints").toString());

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.line())
        .startsWith("wavecast: checkpoints can't be written to file://" + file + "/checkpoints: ");
  }

  @Test
  void a_checkpoint_to_restore_that_is_not_there() {
    Ended ended = run("--restore", dir.resolve("nowhere").toString());

    assertThat(ended)
        .isEqualTo(
            new Ended(
                1, "wavecast: no checkpoint or savepoint is in " + dir.resolve("nowhere").toUri()));
  }

  @Test
  void model_files_of_sketches_and_chorales_of_another_checksum_or_kind() throws IOException {
    Path file = modelFile("gru");

    Ended checksum = run("--sketches-enabled", "true", "--sketches-model", file + "#sha256=00ff");
    Ended kind = run("--chorales-enabled", "true", "--chorales-model", file.toString());

    assertThat(checksum.exit()).isEqualTo(1);
    assertThat(checksum.line())
        .startsWith("wavecast: model file '" + file + "' refused: its SHA-256 must be 00ff, got: ");
    assertThat(kind.exit()).isEqualTo(1);
    assertThat(kind.line()).startsWith("wavecast: ").contains(file.toString());
  }

  @Test
  void model_files_that_are_not_trusted() throws IOException {
    String trusted = "sha256:" + "0".repeat(64);
    modelFile("lstm");
    Path sketches =
        Files.write(dir.resolve("sketch.onnx"), OnnxSketchClassifier.KIND.file().bytes());

    Ended labels =
        run(
            "--sketches-enabled",
            "true",
            "--sketches-model",
            sketches.toString(),
            "--models-trusted",
            trusted);
    Ended folder =
        run(
            "--models-dir",
            dir.toString(),
            "--models-default",
            "lstm",
            "--models-trusted",
            trusted);

    for (Ended ended : List.of(labels, folder)) {
      assertThat(ended.exit()).isEqualTo(1);
      assertThat(ended.line()).contains("refused: its SHA-256 must be trusted by models.trusted");
    }
  }

  @Test
  void a_model_that_there_is_not() {
    Ended ended = run("--models-default", "nobody");

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.line())
        .startsWith("wavecast: models.default: there is no model 'nobody', there are: ")
        .contains("gru", "lstm")
        .endsWith("(--models-default)");
  }

  @Test
  void a_models_folder_that_is_not_there() {
    Ended ended = run("--models-dir", dir.resolve("nowhere").toString());

    assertThat(ended)
        .isEqualTo(
            new Ended(1, "wavecast: models.dir must be a folder, got: " + dir.resolve("nowhere")));
  }

  @Test
  void a_port_for_metrics_that_is_taken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());

      Ended ended = run("--metrics-port", port);

      assertThat(ended.exit()).isEqualTo(1);
      assertThat(ended.line())
          .startsWith("wavecast: metrics can't be served on 127.0.0.1:" + port + ": ");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --topics-create never --topics-prefix absent. | topic 'absent.observations' does not exist, and topics.create is never: correct its name, or create the topics with 'wavecast topics create' and the same settings
          --topics-create never --sketches-enabled true | topic 'there.sketches' does not exist, and topics.create is never: correct its name, or create the topics with 'wavecast topics create' and the same settings
          --transaction-timeout 20m     | transaction timeout must be at most the brokers' transaction.max.timeout.ms, 900000 ms, got: 1200000 ms
          --sketches-enabled true --sketches-model http://127.0.0.1:1/x.onnx | model file 'http://127.0.0.1:1/x.onnx' refused: it cannot be read: connection refused
          """)
  void what_the_job_needs_and_does_not_find(String options, String reason) {
    assertThat(run(options.split(" "))).isEqualTo(new Ended(1, "wavecast: " + reason));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --forecast-level 0.999  | '' | default | 0.999
          --models-device cuda  | '' | device cuda was demanded, but no CUDA GPU is usable | (
          --kafka security.protocol=SASL_SSL --kafka sasl.mechanism=PLAIN | topics at | '' | JAAS
          """)
  void what_the_job_cannot_use(String options, String reason, String detail, String more) {
    Ended ended = run(options.split(" "));

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.line()).startsWith("wavecast: " + reason).contains(detail, more);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --engine-guarantee sometimes       | engine.guarantee must be exactly-once or at-least-once, got: 'sometimes' (--engine-guarantee)
          --state-backend paper       | --state-backend must be hashmap or rocksdb, got: paper
          --http-port 8080            | http.port is no setting of Flink, see CONFIG.md (--http-port)
          --alerts-rule web           | Unknown option: '--alerts-rule'
          --metrics-port 65536        | --metrics-port must be in 1..65535, got: 65536
          --parallelism 0             | --parallelism must be at least 1, got: 0
          --transaction-timeout 500ms | transaction timeout must be at least 1 s, got: 500 ms
          -D nonsense                 | -D must be KEY=VALUE, got: nonsense
          """)
  void an_option_out_of_range_is_wrong_usage(String options, String reason) {
    assertThat(run(options.split(" "))).isEqualTo(new Ended(2, "wavecast: " + reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--batch-size 0", "--no-such-option"})
  void an_unknown_option_or_value_is_wrong_usage(String options) {
    assertThat(run(options.split(" ")).exit()).isEqualTo(2);
  }

  private static Path modelFile(String name) throws IOException {
    return Files.write(dir.resolve(name + ".onnx"), ShippedModels.read(name).bytes());
  }

  /** Runs the job as the command line does; options that are not given are valid. */
  private static Ended run(String... options) {
    List<String> args =
        new ArrayList<>(List.of("flink", "run", "--data-dir", dir.resolve("data").toString()));
    List<String> given = List.of(options);
    if (!given.contains("--bootstrap-servers")) {
      args.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
    }
    if (!given.contains("--topics-prefix")) {
      args.addAll(List.of("--topics-prefix", "there."));
    }
    args.addAll(given);
    StringWriter said = new StringWriter();
    CommandLine line = CommandLines.launcher(Map.of()).setErr(new PrintWriter(said));
    int exit = line.execute(args.toArray(String[]::new));
    assertThat(said.toString().strip().lines()).as("one line").hasSize(1);
    return new Ended(exit, said.toString().strip());
  }
}
