package io.wavecast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainOptionsTest {
  @Test
  void a_number_of_pictures_needs_a_report_and_is_bounded(@TempDir Path dir) throws IOException {
    Path csv = Files.writeString(dir.resolve("a.csv"), "timestamp,value\n1,2\n");
    String report = dir.resolve("r.html").toString();
    Cli alone = Cli.run("replay", csv.toString(), "--pictures", "30");
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("--pictures needs --explain FILE");

    Cli many = Cli.run("replay", csv.toString(), "--explain", report, "--pictures", "1001");
    assertThat(many.code()).isEqualTo(2);
    assertThat(many.err()).contains("--pictures must be in 0..1000, got: 1001");
  }
}
