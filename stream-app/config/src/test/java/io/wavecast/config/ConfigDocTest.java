package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigDocTest {
  private static final Path PAGE = Path.of("..", "..", "CONFIG.md");

  @Test
  void the_page_tells_what_the_code_does() throws IOException {
    if (Boolean.getBoolean("wavecast.write")) {
      Files.writeString(PAGE, ConfigDoc.markdown());
    }

    assertThat(PAGE).hasContent(ConfigDoc.markdown());
  }
}
