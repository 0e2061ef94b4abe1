package io.wavecast.service.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code wavecast prepare} checks before it runs {@code serve}. */
class PrepareCommandTest {
  @TempDir Path home;

  @Test
  void a_folder_that_cannot_be_written_is_named() throws IOException {
    Path folder = Files.createFile(home.resolve("lib")).resolve("cds");

    assertThatThrownBy(() -> PrepareCommand.part(folder))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("cannot write " + folder + " as user '")
        .hasMessageEndingWith(": not a directory");
  }

  @Test
  void an_absent_folder_is_made_and_nothing_stays_in_it() throws IOException {
    Path folder = home.resolve("lib/cds");

    assertThat(PrepareCommand.part(folder)).isEqualTo(folder.resolve("serve.jsa.part"));
    assertThat(folder).isEmptyDirectory();
  }
}
