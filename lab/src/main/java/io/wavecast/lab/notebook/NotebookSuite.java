package io.wavecast.lab.notebook;

import io.wavecast.lab.notebook.LeaderboardRow.RankedRun;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.recipe.Recipes;
import io.wavecast.trainer.run.ForecasterRun;
import io.wavecast.trainer.run.RunFolder;
import io.wavecast.trainer.run.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Trains every entry with every seed, each run in its own folder below {@code runs}. A finished run
 * is not trained again; a killed one resumes from its checkpoint.
 *
 * @param entries what to train
 * @param seeds with which seeds
 * @param runs where the runs' folders are
 * @param quick train a few steps only, as a check
 */
public record NotebookSuite(
    List<LeaderboardEntry> entries, List<Long> seeds, Path runs, boolean quick) {
  private static final String VERSION = "1";

  public NotebookSuite {
    entries = List.copyOf(entries);
    seeds = List.copyOf(seeds);
  }

  /** Observes the runs. */
  public interface Observer {
    /**
     * A run begins.
     *
     * @param index of the run, from 1
     * @param count of all runs
     * @return observes its training
     */
    FitListener begin(Recipe recipe, FitOptions options, int index, int count);

    /** A run is not ranked, with a reason of one line. */
    void leftOut(Path run, String reason);
  }

  /** Trains, and returns one row per entry that has a result. */
  public List<LeaderboardRow> run(Observer observer) throws IOException {
    Map<LeaderboardEntry, List<RankedRun>> ranked = new LinkedHashMap<>();
    List<String> names = entries.stream().map(LeaderboardEntry::recipe).distinct().toList();
    int count = names.size() * seeds.size();
    int index = 0;
    for (String name : names) {
      Recipe recipe = Recipes.named(name);
      TrainingData data = recipe.data().get();
      for (long seed : seeds) {
        int number = ++index;
        FitOptions options = options(recipe, data, seed);
        RunFolder folder = new RunFolder(runs.resolve("%s-seed%d".formatted(name, seed)));
        ForecasterRun run = new ForecasterRun(recipe, options, data, VERSION, null);
        Optional<RunResult<ForecasterRun.Measured>> result =
            trained(observer, folder, run, () -> observer.begin(recipe, options, number, count));
        for (LeaderboardEntry entry : entries) {
          if (result.isPresent() && entry.recipe().equals(name)) {
            ranked
                .computeIfAbsent(entry, e -> new ArrayList<>())
                .add(LeaderboardRow.runOf(result.get(), entry.measure()));
          }
        }
      }
    }
    return entries.stream()
        .filter(ranked::containsKey)
        .map(entry -> new LeaderboardRow(entry, ranked.getOrDefault(entry, List.of())))
        .toList();
  }

  /** How a recipe is trained. */
  FitOptions options(Recipe recipe, TrainingData data, long seed) {
    return recipe.options(data, Recipe.Changes.none(quick), seed);
  }

  /** Empty when the file is refused, as one whose forecasts are not finite. */
  private Optional<RunResult<ForecasterRun.Measured>> trained(
      Observer observer, RunFolder folder, ForecasterRun run, Supplier<FitListener> begin)
      throws IOException {
    folder.prepare(true, line -> {});
    RunResult<ForecasterRun.Measured> result;
    try {
      result = run.run(folder, stage -> begin.get());
    } catch (ModelFileException e) {
      observer.leftOut(folder.path(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    folder.write(
        result,
        "./wavecast train %s%s --seed %d"
            .formatted(result.name(), quick ? " --quick" : "", result.provenance().seed()));
    return Optional.of(result);
  }
}
