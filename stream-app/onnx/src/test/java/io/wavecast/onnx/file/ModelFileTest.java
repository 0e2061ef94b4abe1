package io.wavecast.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.model.FileSeal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {
  @TempDir Path dir;

  @Test
  void reads_what_a_file_declares() throws IOException {
    Path path = dir.resolve("tiny.onnx");
    Files.write(path, TinyModels.lastValue("tiny", "3", 0));

    ModelFile file = ModelFile.read(path);

    assertThat(file.metadata()).isEqualTo(TinyModels.metadata("tiny", "3"));
    assertThat(file.source()).isEqualTo(path.toString());
    assertThat(file.size()).isEqualTo((int) Files.size(path));
    assertThat(file.sha256()).matches("[0-9a-f]{64}");
    assertThat(file.graph().inputs()).hasToString("[float [batch, 50, 1]]");
    assertThat(file.graph().outputs()).hasToString("[float [batch, 10], float [batch, 10, 3]]");
  }

  @Test
  void a_file_that_the_heap_has_no_room_for_is_refused_unread() throws IOException {
    Path path = dir.resolve("large.onnx");
    long most = Runtime.getRuntime().maxMemory() / 8;
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(most + 1);
    }

    assertThatThrownBy(() -> ModelFile.read(path))
        .hasMessageEndingWith(
            "it must have at most %d bytes, an eighth of the heap of this process, got: %d",
            most, most + 1);
  }

  @Test
  void the_checksum_covers_the_complete_file() {
    byte[] bytes = TinyModels.lastValue("tiny", "1", 0);
    byte[] other = TinyModels.lastValue("tiny", "1", 1);

    assertThat(ModelFile.read("a", bytes).sha256())
        .isEqualTo(ModelFile.read("b", bytes.clone()).sha256())
        .isNotEqualTo(ModelFile.read("c", other).sha256());
  }

  @Test
  void refuses_a_sealed_file_that_was_damaged() {
    byte[] bytes = TinyModels.lastValue("tiny", "1", 0);
    byte[] sealed = FileSeal.seal(bytes);
    byte[] damaged = sealed.clone();
    damaged[weight(damaged)] ^= 1;

    assertThat(ModelFile.read("tiny.onnx", sealed).isSealed()).isTrue();
    assertThat(ModelFile.read("tiny.onnx", sealed).metadata())
        .isEqualTo(ModelFile.read("tiny.onnx", bytes).metadata());
    assertThat(ModelFile.read("tiny.onnx", bytes).isSealed()).isFalse();
    assertThatThrownBy(() -> ModelFile.read("models/tiny.onnx", damaged))
        .isInstanceOf(ModelFileException.class)
        .hasMessageMatching(
            "model file 'models/tiny.onnx' refused: it is damaged: its SHA-256 must be"
                + " [0-9a-f]{64} as it says itself, got: [0-9a-f]{64}");
  }

  /** Where the only weight that is 1 lies: all but its bytes stay as they are. */
  private static int weight(byte[] bytes) {
    for (int i = 0; i < bytes.length - 1; i++) {
      if (bytes[i] == (byte) 0x80 && bytes[i + 1] == 0x3f) {
        return i;
      }
    }
    throw new AssertionError("the model of the last value has a weight of 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind | sketch | metadata line 'kind' must be forecaster, got: sketch",
        "kind | | metadata line 'kind' must be present, got: nothing",
        "window | 60 | input 'window' must be float [batch, 60, 1], got: float [batch, 50, 1]",
        "horizon | 24 | output 'forecast' must be float [batch, 24], got: float [batch, 10]",
        "window | 15 | metadata line 'window' must be in 16..1024, got: 15",
        "horizon | 65 | metadata line 'horizon' must be in 1..64, got: 65",
        "horizon | ten | metadata line 'horizon' must be a whole number, got: ten",
        "version | | metadata line 'version' must be present, got: nothing",
        "scaling | log | metadata line 'scaling' must be none or window, got: log",
        "quantile_levels | 0.9,0.1 | metadata line 'quantile_levels' must be 2 or more, ascending,"
            + " in (0, 1), got: [0.9, 0.1]",
        "quantile_levels | 0.1,0.9 | output 'quantiles' must be float [batch, 10, 2], got: float"
            + " [batch, 10, 3]",
        "training_data_sha256 | abc | metadata line 'training_data_sha256' must be 64 hexadecimal"
            + " digits, got: abc",
      })
  void refuses_a_metadata_line_that_is_wrong(
      String key, @org.jspecify.annotations.Nullable String value, String reason) {
    byte[] bytes = TinyModels.lastValue(TinyModels.changed(key, value), 0);

    assertThatThrownBy(() -> ModelFile.read("models/tiny.onnx", bytes))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("model file 'models/tiny.onnx' refused: " + reason);
  }

  @Test
  void refuses_an_input_that_is_not_a_window() {
    refused(
        new OnnxBuilder().input("series", "batch", 50, 1),
        "its inputs must be [window], got: [series]");
    refused(
        new OnnxBuilder().input("window", "batch", 50, 1).input("state", "batch", 20),
        "its inputs must be [window], got: [window, state]");
    refused(
        new OnnxBuilder().input("window", "batch", 60, 1),
        "input 'window' must be float [batch, 50, 1], got: float [batch, 60, 1]");
    refused(
        new OnnxBuilder().input("window", 1, 50, 1),
        "input 'window' must be float [batch, 50, 1], got: float [1, 50, 1]");
    refused(
        new OnnxBuilder().inputType(11).input("window", "batch", 50, 1),
        "input 'window' must be float [batch, 50, 1], got: double [batch, 50, 1]");
  }

  @Test
  void refuses_outputs_that_are_no_forecast() {
    refused(
        new OnnxBuilder().input("window", "batch", 50, 1).output("y", "batch", 10),
        "output 'forecast' must be present, got: [y]");
    refused(
        new OnnxBuilder().input("window", "batch", 50, 1).output("forecast", "batch", 12),
        "output 'forecast' must be float [batch, 10], got: float [batch, 12]");
    refused(
        new OnnxBuilder().input("window", "batch", 50, 1).output("forecast", "batch", 10),
        "output 'quantiles' must be present, got: [forecast]");
  }

  private static void refused(OnnxBuilder builder, String reason) {
    builder.metadata(TinyModels.metadata("tiny", "1").toMap());
    byte[] bytes = TinyModels.lastValue(builder, 0);
    assertThatThrownBy(() -> ModelFile.read("tiny.onnx", bytes))
        .hasMessage("model file 'tiny.onnx' refused: " + reason);
  }

  @Test
  void refuses_weights_in_another_file() {
    OnnxBuilder builder = TinyModels.contract().metadata(TinyModels.metadata("tiny", "1").toMap());
    builder.elsewhere("../weights.bin", 50, 10);
    byte[] bytes = TinyModels.lastValue(builder, 0);

    assertThatThrownBy(() -> ModelFile.read("tiny.onnx", bytes))
        .hasMessage(
            "model file 'tiny.onnx' refused: its weights must be in the file itself, got:"
                + " external data of model.graph.initializer[0]");
  }

  @Test
  @Timeout(10)
  void refuses_a_pipe_and_a_device_without_reading_them() throws Exception {
    Path pipe = dir.resolve("pipe.onnx");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path endless = Files.createSymbolicLink(dir.resolve("endless.onnx"), Path.of("/dev/zero"));

    assertThatThrownBy(() -> ModelFile.read(pipe))
        .hasMessage("model file '%s' refused: it must be a file", pipe);
    assertThatThrownBy(() -> ModelFile.read(endless))
        .hasMessage("model file '%s' refused: it must be a file", endless);
  }

  @Test
  void refuses_a_file_that_is_absent_or_a_directory() {
    assertThatThrownBy(() -> ModelFile.read(dir.resolve("none.onnx")))
        .hasMessage("model file '%s/none.onnx' refused: there is no such file", dir);
    assertThatThrownBy(() -> ModelFile.read(dir))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("model file '%s' refused: it must be a file", dir);
  }

  @Test
  void refuses_every_prefix_of_a_file() {
    byte[] whole = TinyModels.lastValue("tiny", "1", 0);

    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ModelFile.read("part.onnx", part))
          .as("the first %d of %d bytes", length, whole.length)
          .isInstanceOf(ModelFileException.class);
    }
  }

  @Test
  void refuses_noise() {
    for (long seed = 0; seed < 2000; seed++) {
      byte[] noise = new byte[100];
      new Random(seed).nextBytes(noise);
      assertThatThrownBy(() -> ModelFile.read("noise.onnx", noise))
          .as("seed %d", seed)
          .isInstanceOf(ModelFileException.class);
    }
  }

  @Test
  void accepts_further_metadata_lines_and_outputs() {
    OnnxBuilder builder = TinyModels.contract().output("embedding", "batch", 20);
    builder.metadata(TinyModels.changed("license", "CC0"));

    ModelFile file = ModelFile.read("tiny.onnx", TinyModels.lastValue(builder, 0));

    assertThat(file.graph().metadata()).containsEntry("license", "CC0");
    assertThat(file.graph().outputs()).hasSize(3);
    assertThat(List.of(ForecasterMetadata.FORECAST, ForecasterMetadata.QUANTILES))
        .isEqualTo(file.graph().outputs().stream().map(OnnxGraph.Tensor::name).limit(2).toList());
  }
}
