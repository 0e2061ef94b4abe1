package io.wavecast.deploy.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.testkit.process.Program;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of docs/MODELS.md as they are written, against a running demo: a model is
 * replaced, and replaced by its former version.
 */
class ModelPageCheck {
  private static final String SHIPPED =
      "stream-app/onnx/src/main/resources/io/wavecast/onnx/models/lstm.onnx";

  /** The checksum of a file in its own metadata: of the file with zeros in its place. */
  private static final Pattern SEAL = Pattern.compile("(file_sha256\\x12@)[0-9a-f]{64}");

  @TempDir Path dir;

  @Test
  void a_model_is_replaced_and_rolled_back_while_the_stream_runs() throws Exception {
    Files.createDirectories(dir.resolve("models"));
    Files.createDirectories(dir.resolve("new"));
    Files.createSymbolicLink(dir.resolve("wavecast"), Repository.path("wavecast"));
    write("models/pump.onnx", "1");
    write("new/pump.onnx", "2");
    List<String> blocks = blocks();
    assertThat(blocks.get(0))
        .isEqualTo("./wavecast serve --models-dir models --models-default pump\n");

    String models = dir.resolve("models").toString();
    try (Demo demo = new Demo(dir, List.of("--models-dir", models, "--models-default", "pump"))) {
      for (int i = 1; i < blocks.size() - 2; i++) { // before, replace
        run("block-" + i, blocks.get(i), demo);
      }
      awaitVersion(blocks.get(blocks.size() - 2), "2", demo);
      run("back", blocks.get(blocks.size() - 1), demo);
      awaitVersion(blocks.get(blocks.size() - 2), "1", demo);
      assertThat(demo.metrics()).contains("wavecast_model_loads_total{outcome=\"refused\"} 0");
    }
  }

  /** Writes a model called pump: the shipped one, with another name and version. */
  private void write(String file, String version) throws Exception {
    String bytes = Files.readString(Repository.path(SHIPPED), ISO_8859_1);
    assertThat(bytes).contains("\n\4name\22\4lstm").contains("\n\7version\22\1" + "1");
    bytes =
        bytes
            .replace("\n\4name\22\4lstm", "\n\4name\22\4pump")
            .replace("\n\7version\22\1" + "1", "\n\7version\22\1" + version);
    Matcher seal = SEAL.matcher(bytes);
    assertThat(seal.find()).isTrue();
    String unsealed = seal.replaceFirst("$1" + "0".repeat(64));
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(unsealed.getBytes(ISO_8859_1));
    Files.writeString(
        dir.resolve(file), seal.replaceFirst("$1" + HexFormat.of().formatHex(sum)), ISO_8859_1);
  }

  /** The code blocks of the page, in order. */
  private static List<String> blocks() {
    return Pattern.compile("(?ms)^```\\n(.*?)^```$")
        .matcher(Repository.read("docs/MODELS.md"))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  /** Repeats the page's question for the active version until it is the expected one. */
  private void awaitVersion(String question, String version, Demo demo) {
    await("version " + version + " forecasts")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                run("version", question, demo).stream()
                    .anyMatch(
                        line ->
                            line.contains("model=\"pump\"")
                                && line.contains("version=\"" + version + "\"")));
  }

  private List<String> run(String name, String commands, Demo demo)
      throws IOException, InterruptedException {
    String script = "cd '%s'\n%s".formatted(dir, commands.replace(":8080", ":" + demo.httpPort()));
    Files.deleteIfExists(dir.resolve(name + ".out"));
    try (Program bash = Program.start(dir, name, List.of("bash", "-ec", script))) {
      return bash.succeed(Duration.ofMinutes(3)).output();
    }
  }
}
