package io.wavecast.lab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NotebookSuiteTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void finished_runs_are_ranked_and_not_trained_again() throws IOException {
    CountingObserver first = new CountingObserver();
    List<LeaderboardRow> trained = suite().run(first);
    CountingObserver second = new CountingObserver();

    List<LeaderboardRow> ranked = suite().run(second);

    assertThat(first.steps).isEqualTo(3 * 60);
    assertThat(second.steps).isZero();
    assertThat(ranked).hasSize(4).isEqualTo(trained);
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

  private NotebookSuite suite() {
    List<String> names = List.of("naive-next", "linear-next", "linear", "mlp");
    List<LeaderboardEntry> entries =
        NotebookEntries.all().stream().filter(entry -> names.contains(entry.recipe())).toList();
    return new NotebookSuite(entries, List.of(1L), folder, true);
  }

  private static final class CountingObserver implements NotebookSuite.Observer {
    private int steps;

    @Override
    public FitListener begin(Recipe recipe, FitOptions options, int index, int count) {
      return new FitListener() {
        @Override
        public void stepped(long step, long all) {
          steps++;
        }
      };
    }

    @Override
    public void leftOut(Path run, String reason) {
      throw new AssertionError(run + ": " + reason);
    }
  }
}
