package io.wavecast.lab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunOriginTest {
  @Test
  void one_line_each_for_commit_seeds_and_machine() {
    List<String> lines = RunOrigin.lines(List.of(1L, 5L));

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches("commit: \\S+");
    assertThat(lines.get(1)).isEqualTo("seeds: 1, 5");
    assertThat(lines.get(2)).matches("machine: \\d+ cores, .+, Java \\d+.*");
  }
}
