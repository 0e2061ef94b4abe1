package io.wavecast.testkit.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.model.FileSeal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the file of the default model under load every second: by a half of the next version, by
 * nothing, by the next version, by one with a changed byte. With {@code -Dwavecast.long} twenty
 * times in place of two. Not thread-safe.
 */
public final class ModelSwaps {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long POLL_MS = 100;
  private static final long SECOND = 1000;

  /** What stands before the version in a model file: a key, and a value of one character. */
  private static final String BEFORE_VERSION = "\n\u0007version\u0012\u0001";

  private static final int VERSIONS = Kills.LONG ? 20 : 2;
  private static final int SOME_ROUNDS = 20;

  private final Path models;
  private final Path file;

  /**
   * Creates the folder of models.
   *
   * @param models for {@code models.dir}
   */
  public ModelSwaps(Path models) throws IOException {
    this.models = Files.createDirectories(models);
    file = models.resolve("default.onnx");
  }

  /** The folder of models. */
  public Path models() {
    return models;
  }

  /**
   * Replaces the file again and again.
   *
   * @param output lines of the program so far
   */
  public void run(WatchedLoad load, Callable<List<String>> output) throws Exception {
    String shipped = shipped();
    char first = shipped.charAt(placeOfVersion(shipped));
    for (int i = 1; i <= VERSIONS; i++) {
      char version = (char) (first + 1 + (i - 1) % ('9' - first));
      byte[] good = version(shipped, version);
      replace(Arrays.copyOf(good, good.length / 2));
      Thread.sleep(SECOND);
      replace(new byte[0]);
      Thread.sleep(SECOND);
      Files.delete(file);
      Thread.sleep(SECOND);
      replace(good);
      await(output, "model default " + version + " is active now", 1);
      load.awaitRounds(SOME_ROUNDS);
      byte[] flipped = good.clone();
      flipped[good.length / 2] ^= 1;
      replace(flipped);
      await(output, "is refused: ", i);
    }
  }

  /** The text of an event whose version may be any of those that were swapped. */
  public static String oneVersion(String text) {
    return text.replaceFirst("\"version\":\"[1-9]\"", "\"version\":\"1\"");
  }

  private static void await(Callable<List<String>> output, String text, int times)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (output.call().stream().filter(line -> line.contains(text)).count() < times) {
      assertThat(System.nanoTime()).as("%s: %s", text, output.call()).isLessThan(deadline);
      Thread.sleep(POLL_MS);
    }
  }

  /** In one step, as a deployment does it. */
  private void replace(byte[] content) throws IOException {
    Path fresh = Files.write(file.resolveSibling("fresh"), content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The shipped model without its checksum, a character for a byte. */
  private static String shipped() throws IOException {
    try (@Nullable InputStream in =
        FileSeal.class
            .getClassLoader()
            .getResourceAsStream("io/wavecast/onnx/models/default.onnx")) {
      assertThat(in).as("the shipped model on the class path").isNotNull();
      String content = new String(in.readAllBytes(), ISO_8859_1);
      return content.substring(0, content.lastIndexOf(FileSeal.LINE) - 4);
    }
  }

  private static int placeOfVersion(String model) {
    assertThat(model.contains(BEFORE_VERSION)).as("a version in the model file").isTrue();
    return model.indexOf(BEFORE_VERSION) + BEFORE_VERSION.length();
  }

  /** A model under another version, with a checksum of its own. */
  private static byte[] version(String model, char version) {
    int place = placeOfVersion(model);
    String changed = model.substring(0, place) + version + model.substring(place + 1);
    return FileSeal.seal(changed.getBytes(ISO_8859_1));
  }
}
