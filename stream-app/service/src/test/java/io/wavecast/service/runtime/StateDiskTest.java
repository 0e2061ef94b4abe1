package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDiskTest {
  @TempDir Path dir;

  @Test
  void a_disk_with_space_and_an_absent_folder_are_no_problem() {
    assertThat(StateDisk.problem(dir)).isEmpty();
    assertThat(StateDisk.problem(dir.resolve("absent"))).isEmpty();
  }

  @Test
  void a_disk_with_less_than_the_least_space_is_a_problem() throws Exception {
    long space = Files.getFileStore(dir).getUsableSpace();

    assertThat(StateDisk.problem(dir, Math.max(1, space / 2))).isEmpty();
    assertThat(StateDisk.problem(dir, Long.MAX_VALUE).orElseThrow())
        .contains(dir.toString(), "MiB of space left: forecasts stop when it is full");
  }
}
