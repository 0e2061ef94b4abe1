package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files may be there a moment later, so they are no wrong usage. */
class AbsentFilesTest {
  @TempDir Path dir;

  @Test
  void a_file_that_cannot_be_read_may_be_there_later() throws IOException {
    Path absent = dir.resolve("absent.yaml");
    Path text = Files.writeString(dir.resolve("text.yaml"), "a: é");

    assertThatThrownBy(() -> ConfigFile.read(absent))
        .isInstanceOf(FailureException.class)
        .hasMessage("configuration file not found: " + absent);
    assertThatThrownBy(() -> ConfigFile.read(dir))
        .isInstanceOf(FailureException.class)
        .hasMessage("cannot read configuration file %s: is a directory", dir);
    assertThatThrownBy(() -> ConfigFile.read(text.resolve("x")))
        .isInstanceOf(FailureException.class)
        .hasMessage("cannot read configuration file %s/x: not a directory", text);
    Files.write(text, "a: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ConfigFile.read(text))
        .isInstanceOf(UsageException.class)
        .hasMessage("cannot read configuration file %s: it is not UTF-8", text);
  }

  @ParameterizedTest
  @CsvSource({"absent.desc, there is no file absent.desc", "src, cannot read src: is a directory"})
  void a_descriptor_that_cannot_be_read_may_be_there_later(String file, String problem) {
    Settings settings =
        Settings.of(
            Map.of(
                "inputs",
                "[{name: x, topics: a, format: protobuf, descriptor: %s, message: M}]"
                    .formatted(file)));

    assertThatThrownBy(() -> PipelineSettings.inputs(settings, 1 << 20))
        .isInstanceOf(FailureException.class)
        .hasMessage("inputs: input 'x', descriptor: %s (--inputs)", problem);
  }

  @Test
  void a_model_that_a_folder_does_not_have_may_be_there_later() {
    Settings mayBeThereLater =
        Settings.of(Map.of("models.default", "nix", "models.dir", "/models"));

    assertThatThrownBy(() -> ModelRouting.requireKnown(mayBeThereLater, List.of("gru")))
        .isInstanceOf(FailureException.class)
        .hasMessage("models.default: there is no model 'nix', there are: gru (--models-default)");
  }
}
