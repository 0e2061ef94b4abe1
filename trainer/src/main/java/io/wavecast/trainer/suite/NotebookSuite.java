package io.wavecast.trainer.suite;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.Checkpoint;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.recipe.Recipes;
import io.wavecast.trainer.run.RunFolder;
import io.wavecast.trainer.run.RunResult;
import io.wavecast.trainer.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains every entry with every seed, each run in its own folder below {@code runs}. What is
 * finished is not trained again, and what was killed goes on from its checkpoint.
 *
 * @param entries what to train
 * @param seeds with which seeds
 * @param runs where the runs' folders are
 * @param version version written to the files
 * @param finishedOnly train nothing and write nothing into the runs: take those that are finished,
 *     with a checkpoint of their last step
 */
public record NotebookSuite(
    List<LeaderboardEntry> entries,
    List<Long> seeds,
    Path runs,
    String version,
    boolean finishedOnly) {
  /** Test series that pictures show. */
  static final int SAMPLES = 3;

  public NotebookSuite {
    entries = List.copyOf(entries);
    seeds = List.copyOf(seeds);
  }

  /** Says how a recipe is trained, and is told of its runs. */
  public interface Host {
    /** The options of a run. */
    FitOptions options(Recipe recipe, TrainingData data, long seed);

    /** A run begins; close what is returned when it ends. */
    RunListener begin(Recipe recipe, FitOptions options, int index, int count);

    /** A run is not ranked, for a reason of one line. */
    void leftOut(Path run, String reason);

    /** The command that makes a run again, for its card. */
    String command(Recipe recipe, long seed);
  }

  /** Told how a run goes. */
  public interface RunListener extends FitListener, AutoCloseable {
    @Override
    void close();
  }

  /** Trains, and gives one row a entry. */
  public List<LeaderboardRow> run(Host host) throws IOException {
    Map<LeaderboardEntry, List<LeaderboardRow.Run>> byEntry = new LinkedHashMap<>();
    List<String> names = entries.stream().map(LeaderboardEntry::recipe).distinct().toList();
    int count = names.size() * seeds.size();
    int index = 0;
    for (String name : names) {
      Recipe recipe = Recipes.named(name);
      TrainingData data = recipe.data().get();
      for (long seed : seeds) {
        index++;
        Optional<RunResult> result = result(host, recipe, data, seed, index, count);
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

  private Optional<RunResult> result(
      Host host, Recipe recipe, TrainingData data, long seed, int index, int count)
      throws IOException {
    RunFolder folder = folder(recipe.name(), seed);
    FitOptions options = host.options(recipe, data, seed);
    TrainingRun run = new TrainingRun(recipe, options, data, version);
    Checkpoint checkpoint = new Checkpoint(folder.checkpoint(), run.fingerprint());
    if (finishedOnly) {
      return finished(host, folder, run, checkpoint);
    }
    Files.createDirectories(folder.path());
    if (!checkpoint.exists()) {
      folder.beginAnew();
    }
    try (RunListener listener = host.begin(recipe, options, index, count)) {
      RunResult result = run.run(checkpoint, listener);
      folder.write(result, host.command(recipe, seed));
      return Optional.of(result);
    }
  }

  private static Optional<RunResult> finished(
      Host host, RunFolder folder, TrainingRun run, Checkpoint checkpoint) {
    Path path = folder.path();
    if (!folder.isFinished()) {
      if (Files.isDirectory(path)) {
        host.leftOut(path, "it is not finished: there is no run.json");
      }
      return Optional.empty();
    }
    try {
      Optional<RunResult> result = run.finished(checkpoint);
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
