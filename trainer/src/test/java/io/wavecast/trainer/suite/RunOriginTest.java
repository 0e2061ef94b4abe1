package io.wavecast.trainer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunOriginTest {
  @Test
  void one_line_each_for_command_commit_seeds_and_machine() {
    List<String> lines = RunOrigin.lines("./wavecast evaluate", List.of(1L, 5L));

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("command: `./wavecast evaluate`");
    assertThat(lines.get(1)).matches("commit: \\S+");
    assertThat(lines.get(2)).isEqualTo("seeds: 1, 5");
    assertThat(lines.get(3)).matches("machine: \\d+ cores, .+, Java \\d+.*");
  }
}
