package io.wavecast.lab.notebook;

import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Trains the notebook's models and better ones, and writes their leaderboard. */
@Command(
    name = "notebook",
    mixinStandardHelpOptions = true,
    description = "Trains the notebook's models and better ones, and ranks them.")
public final class NotebookCommand implements Callable<Integer> {
  @Option(names = "--seeds", split = ",", defaultValue = "1,2,3", description = "Random seeds.")
  private List<Long> seeds = List.of();

  @Option(names = "--only", split = ",", description = "These models only.")
  private List<String> only = List.of();

  @Option(
      names = "--runs",
      defaultValue = "runs",
      description =
          "Folder of the runs; finished ones are not trained again, killed ones resume. Default:"
              + " ${DEFAULT-VALUE}.")
  private Path runs = Path.of("");

  @Option(
      names = "--out",
      defaultValue = "leaderboard",
      description = "Folder of LEADERBOARD.md and leaderboard.json. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("");

  @Option(
      names = "--as-printed",
      description = "With the notebook's own optimiser, rate and epochs.")
  private boolean printed;

  @Option(names = "--quick", description = "A few steps and one seed only, as a check.")
  private boolean quick;

  public static void main(String[] args) {
    System.exit(new CommandLine(new NotebookCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    List<LeaderboardEntry> all = printed ? NotebookEntries.asPrinted() : NotebookEntries.all();
    List<LeaderboardEntry> entries =
        all.stream().filter(e -> only.isEmpty() || only.contains(called(e))).toList();
    for (String name : only) {
      if (entries.stream().noneMatch(entry -> called(entry).equals(name))) {
        throw new ParameterException(
            new CommandLine(this), "the suite has no model '" + name + "'");
      }
    }
    List<Long> used = quick ? seeds.subList(0, 1) : seeds;
    Path folder = quick ? runs.resolve("quick") : runs;
    List<LeaderboardRow> rows = new NotebookSuite(entries, used, folder, quick).run(new Progress());
    if (rows.isEmpty()) {
      throw new IOException(folder + " holds no finished run of the suite");
    }
    NotebookLeaderboard board = new NotebookLeaderboard(rows, RunOrigin.lines(used));
    Files.createDirectories(out);
    Files.writeString(out.resolve("LEADERBOARD.md"), board.markdown());
    Files.writeString(out.resolve("leaderboard.json"), board.json());
    System.out.println(board.markdown());
    return 0;
  }

  /** The model's name for {@code train}. */
  private static String called(LeaderboardEntry entry) {
    return entry.recipe().replaceFirst("-as-printed$", "");
  }

  /** A line for each run. */
  private static final class Progress implements NotebookSuite.Observer {
    @Override
    public FitListener begin(Recipe recipe, FitOptions options, int index, int count) {
      System.err.printf("run %d of %d: %s seed %d%n", index, count, recipe.name(), options.seed());
      return new FitListener() {};
    }

    @Override
    public void leftOut(Path run, String reason) {
      System.err.printf("%s is left out: %s%n", run, reason);
    }
  }
}
