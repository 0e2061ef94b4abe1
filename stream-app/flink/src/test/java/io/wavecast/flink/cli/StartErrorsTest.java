package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.schemas.forecast.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each reason why the job cannot run is one line, before the job starts. */
class StartErrorsTest {
  @TempDir static Path dir;
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(dir.resolve("broker"));
    broker.create(Topics.withPrefix("there."));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
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
  void a_topic_that_does_not_exist() {
    Ended ended = run("--topics-prefix", "absent.");

    assertThat(ended)
        .isEqualTo(
            new Ended(
                1,
                "wavecast: topic 'absent.observations' does not exist: './wavecast topics create'"
                    + " makes all"));
  }

  @Test
  void a_topic_of_sketches_or_chorales_that_does_not_exist() {
    assertThat(run("--sketches-enabled", "true").line())
        .isEqualTo(
            "wavecast: topic 'there.sketches' does not exist: './wavecast topics create"
                + " --sketches-enabled true' makes all");
    assertThat(run("--chorales-enabled", "true").line())
        .isEqualTo(
            "wavecast: topic 'there.chorale-requests' does not exist: './wavecast topics create"
                + " --chorales-enabled true' makes all");
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
  void a_model_whose_quantiles_do_not_reach_the_level() {
    Ended ended = run("--level", "0.999");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.line()).startsWith("wavecast: ").contains("default", "0.999");
  }

  @Test
  void a_transaction_that_may_last_longer_than_the_brokers_allow() {
    Ended ended = run("--transaction-timeout", "20m");

    assertThat(ended)
        .isEqualTo(
            new Ended(
                1,
                "wavecast: transaction timeout must be at most the brokers'"
                    + " transaction.max.timeout.ms, 900000 ms, got: 1200000 ms"));
  }

  @Test
  void a_model_file_of_another_checksum() throws IOException {
    Path file = modelFile("lstm");

    Ended ended = run("--model-file", file + "#sha256=00ff");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.line())
        .startsWith("wavecast: model file '" + file + "' refused: its SHA-256 must be 00ff, got: ")
        .matches(".* [0-9a-f]{64}");
  }

  @Test
  void a_model_file_whose_contract_does_not_hold() throws IOException {
    Path file = Files.writeString(dir.resolve("text.onnx"), "no model");

    Ended ended = run("--model-file", file.toString());

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.line()).startsWith("wavecast: ").contains(file.toString());
  }

  @Test
  void a_model_that_does_not_exist() {
    Ended ended = run("--model", "nobody");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.line())
        .startsWith("wavecast: there is no model 'nobody', there are: ")
        .contains("lstm");
  }

  @Test
  void a_device_that_is_not_there() {
    Ended ended = run("--device", "cuda");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.line())
        .startsWith("wavecast: ")
        .contains("device cuda was demanded, but no CUDA GPU is usable (");
  }

  @Test
  void a_model_file_at_an_address_that_is_not_served() {
    assertThat(run("--model-file", "http://127.0.0.1:1/x.onnx"))
        .isEqualTo(
            new Ended(
                1,
                "wavecast: model file 'http://127.0.0.1:1/x.onnx' refused: it cannot be read:"
                    + " ConnectException"));
  }

  @Test
  void settings_of_a_kafka_client_that_do_not_hold() {
    Ended ended = run("--kafka", "security.protocol=SASL_SSL", "--kafka", "sasl.mechanism=PLAIN");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.line()).startsWith("wavecast: no Kafka client can be made: ").contains("JAAS");
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
          .startsWith("wavecast: metrics can't be served on port " + port + ": ");
    }
  }

  @Test
  void options_out_of_range_are_wrong_usage() {
    assertThat(run("--batch-size", "0").exit()).isEqualTo(2);
    assertThat(run("--guarantee", "sometimes"))
        .isEqualTo(
            new Ended(
                2,
                "wavecast: guarantee must be exactly-once or at-least-once, got: 'sometimes'"
                    + " (--guarantee)"));
    assertThat(run("--state-backend", "paper"))
        .isEqualTo(
            new Ended(2, "wavecast: --state-backend must be hashmap or rocksdb, got: paper"));
    assertThat(run("--http-port", "8080"))
        .isEqualTo(
            new Ended(
                2, "wavecast: http.port is no setting of Flink, see CONFIG.md (--http-port)"));
    assertThat(run("--alerts-rule", "web *"))
        .isEqualTo(new Ended(2, "wavecast: alerts.rule is now alerts.rules (--alerts-rule)"));
    assertThat(run("--metrics-port", "65536"))
        .isEqualTo(new Ended(2, "wavecast: --metrics-port must be in 1..65535, got: 65536"));
    assertThat(run("--parallelism", "0"))
        .isEqualTo(new Ended(2, "wavecast: --parallelism must be at least 1, got: 0"));
    assertThat(run("--transaction-timeout", "500ms"))
        .isEqualTo(new Ended(2, "wavecast: transaction timeout must be at least 1 s, got: 500 ms"));
    assertThat(run("-D", "nonsense"))
        .isEqualTo(new Ended(2, "wavecast: -D must be KEY=VALUE, got: nonsense"));
    assertThat(run("--no-such-option").exit()).isEqualTo(2);
  }

  private static Path modelFile(String name) throws IOException {
    Path file = dir.resolve(name + ".onnx");
    try (InputStream in =
        StartErrorsTest.class.getResourceAsStream("/io/wavecast/onnx/models/" + name + ".onnx")) {
      Files.write(file, in.readAllBytes());
    }
    return file;
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
