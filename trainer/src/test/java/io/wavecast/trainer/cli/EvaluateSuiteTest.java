package io.wavecast.trainer.cli;

import static io.wavecast.trainer.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.cli.Commands.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateSuiteTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_quick_suite_leaves_a_leaderboard_with_pictures() throws IOException {
    Path board = folder.resolve("board");

    Outcome outcome =
        run(
            "evaluate",
            "--suite",
            "notebook",
            "--quick",
            "--only",
            "naive-next,naive,iterated-rnn,nbeats",
            "--runs",
            folder.resolve("runs").toString(),
            "--out",
            board.toString());

    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    assertThat(board.resolve("LEADERBOARD.md")).content().isEqualTo(outcome.out().strip() + "\n");
    assertThat(outcome.out())
        .contains("command: `./wavecast evaluate --suite notebook --quick --only ")
        .contains("| naive: the last value | `naive-next` | 0 | 0.0202 | 0.0202 | 0.0202 |")
        .contains("| naive: the last value, ten times | `naive` | 0 | 0.2570 | 0.2570 | 0.2570 |")
        .contains("| the same, fed its own forecasts | `iterated-rnn` | 1,281 | 0.0273 |")
        .contains("| **missed** |");
    assertThat(board.resolve("leaderboard.json")).content().contains("\"floor\" : 9.2E-4");
    Outcome again =
        run(
            "evaluate",
            "--suite",
            "notebook",
            "--quick",
            "--finished",
            "--runs",
            folder.resolve("runs").toString(),
            "--out",
            board.toString());
    assertThat(again.exit()).isZero();
    assertThat(again.out().lines().filter(line -> line.startsWith("| ") && line.contains("`")))
        .as("entries of the four recipes that are finished")
        .containsExactlyElementsOf(
            outcome.out().lines().filter(l -> l.startsWith("| ") && l.contains("`")).toList());
    for (String picture : new String[] {"lead-times", "nbeats-curves", "iterated-rnn-forecasts"}) {
      assertThat(Files.readAllBytes(board.resolve(picture + ".png")))
          .startsWith(0x89, 'P', 'N', 'G');
    }
  }

  @Test
  void finished_runs_are_ranked_and_nothing_is_trained_or_written_into_them() throws IOException {
    Path runs = folder.resolve("runs");
    String[] suite = {
      "evaluate",
      "--suite",
      "notebook",
      "--quick",
      "--only",
      "naive-next,linear,linear-next,mlp",
      "--runs",
      runs.toString(),
      "--out",
      folder.resolve("board").toString()
    };
    assertThat(run(suite).exit()).isZero();
    Path broken = runs.resolve("quick/naive-next-seed1");
    Files.delete(broken.resolve("run.json"));
    Path cut = runs.resolve("quick/linear-next-seed1");
    Files.write(
        cut.resolve("checkpoint.bin"),
        Arrays.copyOf(Files.readAllBytes(cut.resolve("checkpoint.bin")), 500));
    Path gone = runs.resolve("quick/mlp-seed1");
    Files.delete(gone.resolve("checkpoint.bin"));
    Files.delete(gone.resolve("curve.png"));
    String[] ranking = Arrays.copyOf(suite, suite.length + 1);
    ranking[suite.length] = "--finished";

    Outcome ranked = run(ranking);

    assertThat(ranked.exit()).as(ranked.errors()).isZero();
    assertThat(ranked.out()).contains("| `linear` |").doesNotContain("-next`", "`mlp`");
    assertThat(ranked.log())
        .isEqualTo(
            ("%s is left out: it is not finished: there is no run.json%n"
                    + "%s is left out: %s is cut short%n"
                    + "%s is left out: it has no checkpoint of its last step%n")
                .formatted(broken, cut, cut.resolve("checkpoint.bin"), gone));
    assertThat(gone)
        .isDirectoryNotContaining("glob:**.bin")
        .isDirectoryNotContaining("glob:**.png");
  }
}
