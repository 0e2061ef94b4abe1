package io.wavecast.trainer.cli;

import static io.wavecast.trainer.cli.Commands.assertFailure;
import static io.wavecast.trainer.cli.Commands.assertWrongUsage;
import static io.wavecast.trainer.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.model.FileSeal;
import io.wavecast.trainer.cli.Commands.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainRecordedTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void the_default_learns_from_files_that_a_list_names() throws IOException {
    StringBuilder text = new StringBuilder("value\n");
    for (int t = 0; t < 700; t++) {
      text.append(t % 7).append('\n');
    }
    byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("own.csv"), content);
    Files.writeString(
        folder.resolve("corpus.txt"),
        "hourly mine 1 - 1 - %s https://example.org/own.csv%n".formatted(FileSeal.sha256(content)));

    Path out = folder.resolve("run");
    Outcome outcome =
        run(
            "train",
            "default",
            "--recorded",
            folder.toString(),
            "--quick",
            "--out",
            out.toString());

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    assertThat(out.resolve("default.md"))
        .content()
        .contains("windows of 1 recorded series of 1 sources, 630 values")
        .contains("`./wavecast train default --recorded " + folder + " --quick");
  }

  @Test
  void wrong_usage_is_found_before_files_are_read() {
    String absent = folder.resolve("absent").toString();

    assertWrongUsage(
        "--epochs must be at least 1, got: 0",
        "train",
        "default",
        "--recorded",
        absent,
        "--epochs",
        "0");
    assertFailure(
        absent + " must be a folder; --fetch makes it", "train", "default", "--recorded", absent);
  }
}
