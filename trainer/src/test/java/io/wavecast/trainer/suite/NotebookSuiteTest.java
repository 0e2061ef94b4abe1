package io.wavecast.trainer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.Checkpoint;
import io.wavecast.trainer.fit.Checkpoints;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.recipe.Recipes;
import io.wavecast.trainer.run.ForecasterRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookSuiteTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_finished_run_whose_file_is_refused_is_left_out() throws IOException {
    QuietObserver observer = new QuietObserver();
    assertThat(suite(false).run(observer)).hasSize(2);
    Recipe recipe = Recipes.named("linear");
    TrainingData data = recipe.data().get();
    ForecasterRun run =
        new ForecasterRun(recipe, suite(false).options(recipe, data, 1), data, "1", null);
    Path path = folder.resolve("linear-seed1");
    Checkpoints.scaleBest(
        new Checkpoint(path.resolve("checkpoint.bin"), run.fingerprint()), Float.NaN);

    for (boolean finishedOnly : new boolean[] {true, false}) {
      observer.leftOut.clear();

      List<LeaderboardRow> ranked = suite(finishedOnly).run(observer);

      assertThat(ranked).extracting(row -> row.entry().recipe()).containsExactly("naive");
      assertThat(observer.leftOut).hasSize(1);
      assertThat(observer.leftOut.get(0))
          .startsWith(path + ": model file 'linear' refused: output 'forecast' must be finite");
    }
  }

  private NotebookSuite suite(boolean finishedOnly) {
    List<LeaderboardEntry> entries =
        NotebookEntries.all().stream()
            .filter(entry -> List.of("naive", "linear").contains(entry.recipe()))
            .toList();
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
