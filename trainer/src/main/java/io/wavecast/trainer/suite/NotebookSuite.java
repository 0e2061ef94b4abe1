package io.wavecast.trainer.suite;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.recipe.Recipes;
import io.wavecast.trainer.run.ForecasterAccuracy;
import io.wavecast.trainer.run.ForecasterRun;
import io.wavecast.trainer.run.RunFolder;
import io.wavecast.trainer.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains every entry with every seed, each run in its own folder below {@code runs}. A finished run
 * is not trained again; a killed one resumes from its checkpoint.
 *
 * @param entries what to train
 * @param seeds with which seeds
 * @param runs where the runs' folders are
 * @param version version written to the files
 * @param finishedOnly train nothing and write nothing into the runs: use those that are finished
 *     and have a checkpoint of their last step
 */
public record NotebookSuite(
    List<LeaderboardEntry> entries,
    List<Long> seeds,
    Path runs,
    String version,
    boolean finishedOnly) {
  /** Test series shown in charts. */
  static final int SAMPLES = 3;

  public NotebookSuite {
    entries = List.copyOf(entries);
    seeds = List.copyOf(seeds);
  }

  /** Decides how recipes are trained, and observes the runs. */
  public interface Host {
    /** The options of a run. */
    FitOptions options(Recipe recipe, TrainingData data, long seed);

    /** Makes the listener of a run that begins; it is closed when training ends. */
    FitListener begin(Recipe recipe, FitOptions options, int index, int count);

    /** Reports a run that is not ranked, with a reason of one line. */
    void leftOut(Path run, String reason);

    /** The command that repeats a run, for its card. */
    String command(Recipe recipe, long seed);
  }

  /** Trains, and returns one row per entry that has a result. */
  public List<LeaderboardRow> run(Host host) throws IOException {
    Map<LeaderboardEntry, List<LeaderboardRow.RankedRun>> byEntry = new LinkedHashMap<>();
    List<String> names = entries.stream().map(LeaderboardEntry::recipe).distinct().toList();
    int count = names.size() * seeds.size();
    int index = 0;
    for (String name : names) {
      Recipe recipe = Recipes.named(name);
      TrainingData data = recipe.data().get();
      for (long seed : seeds) {
        index++;
        Optional<RunResult<ForecasterAccuracy>> result =
            result(host, recipe, data, seed, index, count);
        for (LeaderboardEntry entry : entries) {
          if (result.isPresent() && entry.recipe().equals(name)) {
            byEntry
                .computeIfAbsent(entry, r -> new ArrayList<>())
                .add(LeaderboardRow.runOf(result.get(), entry.measure(), SAMPLES));
          }
        }
      }
    }
    return entries.stream()
        .filter(byEntry::containsKey)
        .map(entry -> new LeaderboardRow(entry, byEntry.getOrDefault(entry, List.of())))
        .toList();
  }

  private RunFolder folder(String recipe, long seed) {
    return new RunFolder(runs.resolve("%s-seed%d".formatted(recipe, seed)));
  }

  private Optional<RunResult<ForecasterAccuracy>> result(
      Host host, Recipe recipe, TrainingData data, long seed, int index, int count)
      throws IOException {
    RunFolder folder = folder(recipe.name(), seed);
    FitOptions options = host.options(recipe, data, seed);
    ForecasterRun run = new ForecasterRun(recipe, options, data, version);
    if (finishedOnly) {
      return finished(host, folder, run);
    }
    folder.prepare(true, line -> {});
    RunResult<ForecasterAccuracy> result =
        run.run(folder, stage -> host.begin(recipe, options, index, count));
    folder.write(result, host.command(recipe, seed));
    return Optional.of(result);
  }

  private static Optional<RunResult<ForecasterAccuracy>> finished(
      Host host, RunFolder folder, ForecasterRun run) {
    Path path = folder.path();
    if (!folder.isFinished()) {
      if (Files.isDirectory(path)) {
        host.leftOut(path, "it is not finished: there is no run.json");
      }
      return Optional.empty();
    }
    try {
      Optional<RunResult<ForecasterAccuracy>> result = run.finished(folder);
      if (result.isEmpty()) {
        host.leftOut(path, "it has no checkpoint of its last step");
      }
      return result;
    } catch (IOException | IllegalStateException e) {
      host.leftOut(path, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
