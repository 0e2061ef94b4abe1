package io.wavecast.trainer.cli;

import static io.wavecast.trainer.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.trainer.cli.Commands.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateHoldOutsTest {
  private static final Path MODEL =
      Path.of("../stream-app/onnx/src/main/resources/io/wavecast/onnx/models/default.onnx");

  /** One unit of the last place that the card shows. */
  private static final double LAST_PLACE = 0.00101;

  @TempDir private Path folder = Path.of("");

  @Test
  void the_card_of_the_default_forecaster_says_what_the_command_measures() throws IOException {
    List<String> card = Files.readAllLines(MODEL.resolveSibling("default.md"));
    String version = ModelFile.read(MODEL).metadata().provenance().version();
    Path out = folder.resolve("out");

    Outcome outcome =
        run(
            "evaluate",
            "--suite",
            "hold-outs",
            "--models",
            MODEL.toString(),
            "--out",
            out.toString());

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    double[] said = row(card, "| version | hourly |", version);
    double[] measured =
        row(outcome.out().lines().toList(), "| method | hourly |", MODEL.toString());
    assertThat(said).hasSize(9);
    assertThat(measured).containsExactly(said, within(LAST_PLACE));
    assertThat(out.resolve("hold-outs.md")).content().isEqualTo(outcome.out().strip() + "\n");
    assertThat(out.resolve("hold-outs.json")).content().contains("\"suite\" : \"hold-outs\"");
  }

  /** The numbers of the row with this first cell, in the first table whose header begins so. */
  private static double[] row(List<String> lines, String header, String first) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith(header))
        .filter(line -> line.startsWith("| " + first + " |"))
        .findFirst()
        .map(line -> Arrays.stream(line.split("\\|")).skip(2).mapToDouble(Double::parseDouble))
        .orElseThrow()
        .toArray();
  }
}
