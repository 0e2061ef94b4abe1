package io.wavecast.trainer.cli;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.suite.LeaderboardEntry;
import io.wavecast.trainer.suite.LeaderboardRow;
import io.wavecast.trainer.suite.NotebookEntries;
import io.wavecast.trainer.suite.NotebookLeaderboard;
import io.wavecast.trainer.suite.NotebookSuite;
import io.wavecast.trainer.suite.RunOrigin;
import io.wavecast.trainer.suite.SuiteCharts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Trains the notebook's suite and writes its leaderboard.
 *
 * @param seeds with which seeds
 * @param only recipes; empty for all
 * @param runs folder of the runs
 * @param out folder of the leaderboard
 * @param quick a few steps of the first seed, as a check
 * @param finishedOnly train nothing, rank the runs that are finished
 */
record SuiteReport(
    List<Long> seeds, List<String> only, Path runs, Path out, boolean quick, boolean finishedOnly) {

  /** Returns the text to print. */
  String run(boolean json) throws IOException {
    List<LeaderboardEntry> entries =
        NotebookEntries.all().stream()
            .filter(entry -> only.isEmpty() || only.contains(entry.recipe()))
            .toList();
    for (String name : only) {
      if (entries.stream().noneMatch(entry -> entry.recipe().equals(name))) {
        throw new WrongUsageException("the suite has no model '" + name + "'");
      }
    }
    List<Long> used = quick ? seeds.subList(0, 1) : seeds;
    Path folder = quick ? runs.resolve("quick") : runs;
    NotebookSuite suite = new NotebookSuite(entries, used, folder, "1", finishedOnly);
    List<LeaderboardRow> rows = suite.run(new Progress(quick));
    if (rows.isEmpty()) {
      throw new IOException(folder + " holds no finished run of the suite");
    }
    NotebookLeaderboard board = new NotebookLeaderboard(rows, RunOrigin.lines(command(), used));
    Files.createDirectories(out);
    Files.writeString(out.resolve("LEADERBOARD.md"), board.markdown());
    Files.writeString(out.resolve("leaderboard.json"), board.json());
    SuiteCharts.write(rows, out);
    return json ? board.json() : board.markdown();
  }

  private String command() {
    StringBuilder command = new StringBuilder("./wavecast evaluate --suite notebook");
    if (quick) {
      command.append(" --quick");
    } else {
      command
          .append(" --seeds ")
          .append(String.join(",", seeds.stream().map(s -> "" + s).toList()));
    }
    if (finishedOnly) {
      command.append(" --finished");
    }
    if (!only.isEmpty()) {
      command.append(" --only ").append(String.join(",", only));
    }
    return command.toString();
  }

  /** Reports the current run and an estimate of the time left. */
  private static final class Progress implements NotebookSuite.Host {
    private final boolean quick;
    private final long start = System.nanoTime();

    Progress(boolean quick) {
      this.quick = quick;
    }

    @Override
    public FitOptions options(Recipe recipe, TrainingData data, long seed) {
      return recipe.options(data, Recipe.Changes.none(quick), seed);
    }

    @Override
    public FitListener begin(Recipe recipe, FitOptions options, int index, int count) {
      long spent = System.nanoTime() - start;
      String left =
          index == 1
              ? ""
              : ", about %s left".formatted(text(spent / (index - 1) * (count - index + 1)));
      String name = "%s seed %d".formatted(recipe.name(), options.seed());
      System.err.printf("run %d of %d: %s%s%n", index, count, name, left);
      return new Console(name, options.steps());
    }

    @Override
    public void leftOut(Path run, String reason) {
      System.err.printf("%s is left out: %s%n", run, reason);
    }

    private static String text(long nanos) {
      Duration time = Duration.ofNanos(nanos);
      return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    @Override
    public String command(Recipe recipe, long seed) {
      String few = quick ? " --quick" : "";
      return "./wavecast train %s%s --seed %d".formatted(recipe.name(), few, seed);
    }
  }
}
