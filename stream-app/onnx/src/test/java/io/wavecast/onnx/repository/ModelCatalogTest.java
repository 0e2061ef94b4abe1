package io.wavecast.onnx.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.file.TinyModels;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {
  @TempDir Path dir;

  @Test
  void lists_the_files_of_a_directory_the_refused_ones_with_the_reason() throws IOException {
    write("good.onnx", TinyModels.lastValue("good", "2", 0));
    write("bad.onnx", new byte[] {1, 2, 3});
    write("notes.txt", new byte[0]);
    ModelCatalog catalog = catalog();

    List<ModelCatalog.Entry> own =
        catalog.list().stream().filter(e -> !ShippedModels.names().contains(e.name())).toList();

    assertThat(own).extracting(ModelCatalog.Entry::name).containsExactly("bad", "good");
    assertThat(own.get(0).file()).isEmpty();
    assertThat(own.get(0).problem().orElseThrow())
        .isEqualTo(
            "model file '%s' refused: it is not an ONNX file, or only a part of one",
            dir.resolve("bad.onnx"));
    assertThat(own.get(1).source()).isEqualTo(dir.resolve("good.onnx").toString());
    assertThat(own.get(1).problem()).isEmpty();
    assertThat(own.get(1).file().orElseThrow().model())
        .hasToString("ModelRef[name=good, version=2]");
  }

  @Test
  void refuses_a_file_that_bears_another_name_inside() throws IOException {
    write("gru-2.onnx", TinyModels.lastValue("gru", "2", 0));

    assertThatThrownBy(() -> catalog().find("gru-2"))
        .hasMessage(
            "model file '%s' refused: metadata line 'name' must be the file's name gru-2, got: gru",
            dir.resolve("gru-2.onnx"));
  }

  @Test
  void says_which_models_there_are_when_one_is_unknown() throws IOException {
    write("good.onnx", TinyModels.lastValue("good", "2", 0));

    assertThatThrownBy(() -> catalog().find("goood"))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(
            "model file 'goood.onnx' refused: there is no model 'goood', there are: ")
        .hasMessageContaining("good");
    assertThatThrownBy(() -> catalog().find("../good"))
        .hasMessageContaining("there is no model '../good'");
  }

  @Test
  void refuses_a_directory_that_does_not_exist() {
    assertThatThrownBy(() -> new ModelCatalog(Optional.of(dir.resolve("none")), TrustedModels.ALL))
        .hasMessage("models directory '%s/none' does not exist", dir);
  }

  @Test
  void opens_a_file() throws IOException {
    write("good.onnx", TinyModels.lastValue("good", "2", 0));

    try (OnnxForecaster model = OnnxForecaster.open(catalog().find("good"), Device.CPU)) {
      assertThat(model).isInstanceOf(OnnxForecaster.class);
      assertThat(model.device()).isEqualTo(Device.CPU);
      assertThat(model.batchSizes()).contains(64);
    }
  }

  private ModelCatalog catalog() {
    return new ModelCatalog(Optional.of(dir), TrustedModels.ALL);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(dir.resolve(name), bytes);
  }
}
