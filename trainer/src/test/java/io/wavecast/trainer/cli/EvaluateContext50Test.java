package io.wavecast.trainer.cli;

import static io.wavecast.trainer.cli.Commands.assertFailure;
import static io.wavecast.trainer.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.cli.Commands.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateContext50Test {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_model_is_measured_beside_classical_methods_on_what_is_at_hand() throws IOException {
    String values =
        IntStream.range(0, 80)
            .mapToObj(t -> String.valueOf(20 + 0.1 * t + Math.sin(t)))
            .collect(Collectors.joining(","));
    String header =
        IntStream.rangeClosed(1, 81).mapToObj(i -> "V" + i).collect(Collectors.joining(","));
    Files.writeString(folder.resolve("Daily-train.csv"), header + "\nW1," + values + "\n");
    Path out = folder.resolve("out");

    Outcome outcome = run(evaluate("--out", out.toString()));

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    assertThat(outcome.out())
        .contains("| m4-daily | 1 | 15 | naive |", "| theta |", "| ets |", "| rcf |");
    assertThat(outcome.log())
        .contains("m4-hourly: Hourly-train.csv is left out: it is not in")
        .endsWith("1 of 1: m4-daily/W1%n".formatted());
    assertThat(out.resolve("context50.md")).content().contains("| ets |");
    assertThat(out.resolve("context50.json")).content().contains("\"wql\"");
  }

  @Test
  void without_any_series_the_command_fails() {
    assertFailure("no series of the suite is at hand", evaluate());
  }

  private String[] evaluate(String... more) {
    return Stream.concat(
            Stream.of(
                "evaluate", "--suite", "context50", "--data", folder.toString(), "--models", "rcf"),
            Stream.of(more))
        .toArray(String[]::new);
  }
}
