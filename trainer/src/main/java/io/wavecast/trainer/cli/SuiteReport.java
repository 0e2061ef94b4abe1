package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code evaluate --suite}: trains the notebook's suite and writes its leaderboard. */
final class SuiteReport {
  private static final String NOTEBOOK = "notebook";

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description =
          "The suite: notebook is trained and ranked; context50 and hold-outs measure --models.")
  private @Nullable String suite;

  @Option(
      names = "--only",
      paramLabel = "MODEL",
      split = ",",
      description = "With --suite: these models only.")
  private List<String> only = List.of();

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description =
          "With --suite: folder of the runs; finished ones are not trained again, killed ones"
              + " resume. Default: ${DEFAULT-VALUE}.")
  private Path runs = Path.of("runs");

  @Option(
      names = "--as-printed",
      description =
          "With --suite: the notebook's models as it prints them, with its own optimiser, rate and"
              + " epochs.")
  private boolean printed;

  @Option(
      names = "--quick",
      description = "With --suite: a few steps and one seed only, as a check.")
  private boolean quick;

  @Option(
      names = "--finished",
      description =
          "With --suite: train nothing, write nothing into the runs; rank those that are finished.")
  private boolean finished;

  boolean isAsked() {
    return suite != null;
  }

  boolean isAsked(String name) {
    return name.equals(suite);
  }

  /**
   * Returns the text to print.
   *
   * @param seeds at least one
   * @param out folder of the leaderboard
   * @param withFiles whether model files are given too, which is wrong usage
   */
  String run(List<Long> seeds, Path out, boolean withFiles, boolean json) throws IOException {
    if ("seed".equals(suite)) {
      throw new UsageException("--suite seed is now called --suite notebook");
    }
    if (!NOTEBOOK.equals(suite) || withFiles) {
      throw new UsageException(
          "--suite must be notebook, context50 or hold-outs, without files, got: " + suite);
    }
    List<LeaderboardEntry> entries =
        (printed ? NotebookEntries.asPrinted() : NotebookEntries.all())
            .stream().filter(entry -> only.isEmpty() || only.contains(called(entry))).toList();
    for (String name : only) {
      if (entries.stream().noneMatch(entry -> called(entry).equals(name))) {
        throw new UsageException("the suite has no model '" + name + "'");
      }
    }
    List<Long> used = quick ? seeds.subList(0, 1) : seeds;
    Path folder = quick ? runs.resolve("quick") : runs;
    List<LeaderboardRow> rows =
        new NotebookSuite(entries, used, folder, quick, finished).run(new Progress());
    if (rows.isEmpty()) {
      throw new IOException(folder + " holds no finished run of the suite");
    }
    NotebookLeaderboard board =
        new NotebookLeaderboard(rows, RunOrigin.lines(command(seeds), used));
    Files.createDirectories(out);
    Files.writeString(out.resolve("LEADERBOARD.md"), board.markdown());
    Files.writeString(out.resolve("leaderboard.json"), board.json());
    SuiteCharts.write(rows, out);
    return json ? board.json() : board.markdown();
  }

  /** The model's name on the command line. */
  private static String called(LeaderboardEntry entry) {
    return entry.recipe().replaceFirst("-as-printed$", "");
  }

  private String command(List<Long> seeds) {
    String numbers = seeds.stream().map(String::valueOf).collect(Collectors.joining(","));
    return new CommandText("./wavecast evaluate --suite notebook")
        .flag("--as-printed", printed)
        .flag("--quick", quick)
        .with("--seeds", quick ? null : numbers)
        .flag("--finished", finished)
        .with("--only", only.isEmpty() ? null : String.join(",", only))
        .toString();
  }

  /** Reports the current run and an estimate of the time left. */
  private static final class Progress implements NotebookSuite.Observer {
    private final long start = System.nanoTime();

    @Override
    public FitListener begin(Recipe recipe, FitOptions options, int index, int count) {
      Duration spent = Duration.ofNanos(System.nanoTime() - start);
      int made = index - 1;
      String left =
          made == 0 ? "" : ", about %s left".formatted(TimeLeft.text(made, count - made, spent));
      String name = "%s seed %d".formatted(recipe.name(), options.seed());
      System.err.printf("run %d of %d: %s%s%n", index, count, name, left);
      return new Console(name, options.steps());
    }

    @Override
    public void leftOut(Path run, String reason) {
      System.err.printf("%s is left out: %s%n", run, reason);
    }
  }
}
