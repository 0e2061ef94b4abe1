package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Settings;
import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.kafka.topics.TopicSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The complete output of a start that fails, in a separate process: one line. */
@Tag("slow")
class StartProcessTest {
  @TempDir Path dir;

  @Test
  void brokers_that_do_not_answer() throws Exception {
    assertThat(run("--bootstrap-servers", "127.0.0.1:1"))
        .containsExactly(
            "wavecast: no answer from the cluster at 127.0.0.1:1 within 8 s: is a broker running"
                + " there that speaks PLAINTEXT?");
  }

  @Test
  void brokers_whose_name_is_not_known() throws Exception {
    assertThat(run("--bootstrap-servers", "no-such-host.invalid:9092"))
        .containsExactly(
            "wavecast: no host name of bootstrap.servers can be resolved:"
                + " no-such-host.invalid:9092");
  }

  @Test
  void a_topic_that_does_not_exist_and_must_not_be_created() throws Exception {
    try (TestBroker broker = new TestBroker(dir.resolve("broker"))) {
      assertThat(run("--bootstrap-servers", broker.bootstrapServers(), "--topics-create", "never"))
          .containsExactly(
              "wavecast: topic 'wavecast.observations' does not exist, and topics.create is never:"
                  + " correct its name, or create the topics with 'wavecast topics create' and the same"
                  + " settings");
    }
  }

  @Test
  void a_model_of_a_folder_that_was_damaged() throws Exception {
    Path models = Files.createDirectories(dir.resolve("models"));
    Path file = models.resolve("lstm.onnx");
    byte[] bytes = shipped("lstm");
    bytes[bytes.length / 2] ^= 1; // among its weights
    Files.write(file, bytes);

    assertThat(run("--models-dir", models.toString(), "--models-default", "lstm"))
        .singleElement()
        .asString()
        .startsWith(
            "wavecast: model file '" + file + "' refused: it is damaged: its SHA-256 must be ");
  }

  @Test
  void a_savepoint_of_a_pipeline_that_is_not_run() throws Exception {
    Path savepoint = Path.of("src/test/resources/savepoints/0.1.0").toAbsolutePath();
    try (TestBroker broker = new TestBroker(dir.resolve("broker"))) {
      broker.create(TopicSpec.of(Settings.of(Map.of("topics.prefix", "there."))));

      assertThat(
              run(
                  "--bootstrap-servers",
                  broker.bootstrapServers(),
                  "--topics-prefix",
                  "there.",
                  "--restore",
                  savepoint.toString()))
          .singleElement()
          .asString()
          .startsWith("wavecast: ")
          .contains("--allow-non-restored-state");
    }
  }

  /** Its output on stdout and stderr; it must fail. */
  private List<String> run(String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of("flink", "run"));
    args.addAll(List.of("--data-dir", dir.resolve("data").toString()));
    args.addAll(List.of(options));
    try (LauncherProcess process = LauncherProcess.start(dir, args.toArray(String[]::new))) {
      assertThat(process.exit()).as("%s", process.err()).isEqualTo(1);
      assertThat(process.out()).isEmpty();
      return process.err();
    }
  }

  private static byte[] shipped(String name) throws IOException {
    try (InputStream in =
        StartProcessTest.class.getResourceAsStream("/io/wavecast/onnx/models/" + name + ".onnx")) {
      return in.readAllBytes();
    }
  }
}
