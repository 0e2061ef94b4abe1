package io.wavecast.lab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NotebookSuiteTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void finished_runs_are_ranked_and_nothing_is_trained_or_written_into_them() throws IOException {
    assertThat(suite(false).run(new QuietObserver())).hasSize(4);
    Path broken = folder.resolve("naive-next-seed1");
    Files.delete(broken.resolve("run.json"));
    Path cut = folder.resolve("linear-next-seed1/checkpoint.bin");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 500));
    Path gone = folder.resolve("mlp-seed1");
    Files.delete(gone.resolve("checkpoint.bin"));
    Files.delete(gone.resolve("curve.png"));
    QuietObserver observer = new QuietObserver();

    List<LeaderboardRow> ranked = suite(true).run(observer);

    assertThat(ranked).extracting(row -> row.entry().recipe()).containsExactly("linear");
    assertThat(observer.leftOut)
        .containsExactly(
            broken + ": it is not finished: there is no run.json",
            cut.getParent() + ": " + cut + " is cut short",
            gone + ": it has no checkpoint of its last step");
    assertThat(gone)
        .isDirectoryNotContaining("glob:**.bin")
        .isDirectoryNotContaining("glob:**.png");
  }

  @Test
  void the_command_leaves_a_leaderboard() {
    Path board = folder.resolve("board");

    int exit =
        new CommandLine(new NotebookCommand())
            .execute(
                "--quick",
                "--only=naive-next,naive,iterated-rnn",
                "--runs=" + folder.resolve("runs"),
                "--out=" + board);

    assertThat(exit).isZero();
    assertThat(board.resolve("LEADERBOARD.md"))
        .content()
        .contains("| naive: the last value | `naive-next` | 0 | 0.0202 | 0.0202 | 0.0202 |")
        .contains("| naive: the last value, ten times | `naive` | 0 | 0.2570 | 0.2570 | 0.2570 |")
        .contains("| the same, fed its own forecasts | `iterated-rnn` | 1,281 | 0.0273 |")
        .contains("| **missed** |");
    assertThat(board.resolve("leaderboard.json")).content().contains("\"floor\" : 9.2E-4");
  }

  private NotebookSuite suite(boolean finishedOnly) {
    List<String> names = List.of("naive-next", "linear-next", "linear", "mlp");
    List<LeaderboardEntry> entries =
        NotebookEntries.all().stream().filter(entry -> names.contains(entry.recipe())).toList();
    return new NotebookSuite(entries, List.of(1L), folder, true, finishedOnly);
  }

  private static final class QuietObserver implements NotebookSuite.Observer {
    private final List<String> leftOut = new ArrayList<>();

    @Override
    public FitListener begin(Recipe recipe, FitOptions options, int index, int count) {
      return new FitListener() {};
    }

    @Override
    public void leftOut(Path run, String reason) {
      leftOut.add(run + ": " + reason);
    }
  }
}
