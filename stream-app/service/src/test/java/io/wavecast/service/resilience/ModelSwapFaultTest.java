package io.wavecast.service.resilience;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.core.model.FileSeal;
import io.wavecast.testkit.load.Kills;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file of the model is replaced under load every second: by the next version, by a half of it,
 * by nothing. With {@code -Dwavecast.long} twenty times in place of two.
 */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ModelSwapFaultTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The version of the shipped model. */
  private static final char SHIPPED = '2';

  private static final int VERSIONS = Kills.LONG ? 20 : 2;

  @TempDir Path dir;

  @Test
  void good_and_broken_files_lose_nothing() throws Exception {
    Path models = Files.createDirectories(dir.resolve("models"));
    Path file = models.resolve("default.onnx");
    try (ServedLoad served = new ServedLoad(dir)) {
      ServeProcess serve = served.serve("a", "--models-dir=" + models);
      served.load().awaitFullWindows();
      for (int i = 1; i <= VERSIONS; i++) {
        char version = (char) (SHIPPED + 1 + (i - 1) % ('9' - SHIPPED));
        byte[] good = version(version);
        replace(file, Arrays.copyOf(good, good.length / 2));
        pause();
        replace(file, new byte[0]);
        pause();
        Files.delete(file);
        pause();
        replace(file, good);
        awaitActive(serve, version);
        served.load().awaitRounds(20);
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 1;
        replace(file, flipped);
        int refused = i;
        await().atMost(PATIENCE).until(() -> count(serve, "is refused: ") >= refused);
      }
      String oneVersion = "\"version\":\"1\"";
      served.assertRecomputed(
          "model swaps", text -> text.replaceFirst("\"version\":\"[1-9]\"", oneVersion));
      assertThat(serve.terminate()).as("%s", serve.output()).isZero();
    }
  }

  private static void awaitActive(ServeProcess serve, char version) {
    String line = "model default " + version + " is active now";
    await().atMost(PATIENCE).until(() -> count(serve, line) > 0);
  }

  private static long count(ServeProcess serve, String text) {
    return serve.output().stream().filter(line -> line.contains(text)).count();
  }

  /** The load goes on for a second. */
  private static void pause() {
    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
  }

  /** In one step, as a deployment does it. */
  private static void replace(Path file, byte[] content) throws Exception {
    Path fresh = Files.write(file.resolveSibling("fresh"), content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The shipped model under another version, with a checksum of its own. */
  private static byte[] version(char version) throws Exception {
    String content;
    try (InputStream in =
        FileSeal.class
            .getClassLoader()
            .getResourceAsStream("io/wavecast/onnx/models/default.onnx")) {
      content = new String(in.readAllBytes(), ISO_8859_1);
    }
    int seal = content.lastIndexOf(FileSeal.LINE) - 4;
    String name = "\n\u0007version\u0012\u0001";
    String unsealed = content.substring(0, seal);
    assertThat(unsealed).contains(name + SHIPPED);
    String changed = unsealed.replace(name + SHIPPED, name + version);
    return FileSeal.seal(changed.getBytes(ISO_8859_1));
  }
}
