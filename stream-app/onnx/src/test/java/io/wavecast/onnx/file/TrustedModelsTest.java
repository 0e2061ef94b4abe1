package io.wavecast.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.model.FileSeal;
import io.wavecast.onnx.repository.ModelCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedModelsTest {
  private static final byte[] MODEL = TinyModels.lastValue("tiny", "1", 0);
  private static final ModelFile FILE = ModelFile.read("tiny.onnx", MODEL);
  private static final ModelFile SEALED = ModelFile.read("tiny.onnx", FileSeal.seal(MODEL));

  @TempDir Path dir;

  @Test
  void an_empty_list_trusts_every_file() {
    assertThat(TrustedModels.ALL.require(FILE)).isSameAs(FILE);
  }

  @Test
  void a_file_is_trusted_by_its_checksum() {
    String upper = FILE.sha256().toUpperCase(Locale.ROOT);

    assertThat(trusted("sha256:" + upper).require(FILE)).isSameAs(FILE);
    assertRefused(trusted("sha256:" + SEALED.sha256()), FILE);
  }

  @Test
  void the_directory_of_models_is_asked_but_not_what_is_shipped() throws IOException {
    Path path = Files.write(dir.resolve("tiny.onnx"), MODEL);
    TrustedModels nothing = trusted("sha256:" + "0".repeat(64));
    ModelCatalog catalog = new ModelCatalog(Optional.of(dir), nothing);

    assertThatThrownBy(() -> catalog.find("tiny")).hasMessageContaining("models.trusted");
    assertThat(catalog.find("lstm").source()).isEqualTo("shipped:lstm");
    assertThat(path).hasBinaryContent(MODEL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256:00ff", "ed25519:AAAA", "md5:00", "", "0f"})
  void an_entry_that_is_no_checksum_is_refused(String entry) {
    assertThatThrownBy(() -> trusted(entry)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(TrustedModels trusted, ModelFile file) {
    assertThatThrownBy(() -> trusted.require(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "model file 'tiny.onnx' refused: its SHA-256 must be trusted by models.trusted, got:"
                + " sha256:"
                + file.sha256());
  }

  private static TrustedModels trusted(String... entries) {
    return new TrustedModels(List.of(entries));
  }
}
