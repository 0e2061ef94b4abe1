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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainRecordedTest {
  private static final String SHIPPED =
      "../stream-app/onnx/src/main/resources/io/wavecast/onnx/models/default.onnx";

  @TempDir private Path folder = Path.of("");

  @Test
  void the_default_learns_from_files_that_a_list_names() throws IOException {
    String card = card();

    assertThat(card)
        .contains("windows of 1 recorded series of 1 sources, 630 values |")
        .contains("`./wavecast train default --recorded " + folder + " --quick");
  }

  @Test
  void it_learns_from_other_forecasters_too_and_starts_from_one() throws IOException {
    String two = SHIPPED + "," + SHIPPED;

    String card = card("--teachers", two, "--init", SHIPPED);

    assertThat(card)
        .contains("630 values; taught by the mean forecast of 2 |")
        .contains("Relative[loss=Taught[otherwise=Pinball[")
        .contains(folder + " --teachers " + two + " --init " + SHIPPED + " --quick");
  }

  @Test
  void a_teacher_must_exist() {
    assertFailure("there is no file 'nobody'", "train", "default", "--teachers", "nobody");
  }

  /** The card of a quick run on a file that a list names. */
  private String card(String... options) throws IOException {
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
    List<String> args =
        new ArrayList<>(List.of("train", "default", "--recorded", folder.toString(), "--quick"));
    args.addAll(List.of(options));
    args.addAll(List.of("--out", out.toString()));
    Outcome outcome = run(args.toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    return Files.readString(out.resolve("default.md"));
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
