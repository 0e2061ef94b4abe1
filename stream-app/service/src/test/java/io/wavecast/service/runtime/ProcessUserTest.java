package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessUserTest {
  @TempDir Path dir;

  @Test
  void a_user_without_a_name_is_a_number() throws IOException {
    Path status =
        Files.writeString(
            dir.resolve("status"), "Name:\tjava\nUid:\t0\t10001\t0\t0\nGid:\t0\t7\t0\t0\n");

    assertThat(ProcessUser.name("?", status)).isEqualTo("10001");
    assertThat(ProcessUser.name("ann", status)).isEqualTo("ann");
    assertThat(ProcessUser.name("?", dir.resolve("absent"))).isEqualTo("?");
  }
}
