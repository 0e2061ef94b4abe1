package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigDocTest {
  private static final Path PAGE = Path.of("..", "..", "CONFIG.md");

  @Test
  void the_page_is_generated_from_the_declarations() throws IOException {
    if (Boolean.getBoolean("wavecast.write")) {
      Files.writeString(PAGE, ConfigDoc.markdown());
    }

    assertThat(PAGE)
        .as(
            "regenerate it: mvn test -pl stream-app/config -am -Dtest=ConfigDocTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dwavecast.write=true")
        .hasContent(ConfigDoc.markdown());
  }
}
