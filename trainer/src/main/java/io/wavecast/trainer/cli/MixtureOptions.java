package io.wavecast.trainer.cli;

import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.corpus.Corpus;
import io.wavecast.trainer.data.Teachers;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.mixture.MixtureData;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the default forecaster learns from beside synthetic series. */
final class MixtureOptions implements AutoCloseable {
  @Option(
      names = "--recorded",
      paramLabel = "DIR",
      description =
          "With the model default: windows of public recorded series in each batch, as its shipped"
              + " version has. DIR holds their files, and a list corpus.txt where they are others"
              + " than ours; without it, series are synthetic only.")
  private @Nullable Path recorded;

  @Option(
      names = "--fetch",
      description =
          "With --recorded: first download the files that DIR lacks or that have another checksum,"
              + " about 100 MB.")
  private boolean fetch;

  @Option(
      names = "--teachers",
      paramLabel = "MODEL",
      split = ",",
      description =
          "With the model default: learn the mean of these forecasters' quantiles in place of the"
              + " values that came (knowledge distillation). Files or names of shipped models,"
              + " separated by commas.")
  private List<String> teachers = List.of();

  private final List<OnnxForecaster> opened = new ArrayList<>();

  /**
   * Refuses what does not fit.
   *
   * @param isDefault whether the model default is trained, as ours and on no other data
   */
  void check(boolean isDefault) {
    if (fetch && recorded == null) {
      throw new UsageException("--fetch needs --recorded");
    }
    if (isAsked() && !isDefault) {
      throw new UsageException(
          "%s needs the model default, no --data, no --as-printed"
              .formatted(recorded != null ? "--recorded" : "--teachers"));
    }
  }

  private boolean isAsked() {
    return recorded != null || !teachers.isEmpty();
  }

  /** The recipe on what these options name; the recipe itself where they name nothing. */
  Recipe on(Recipe recipe) throws IOException {
    if (!isAsked()) {
      return recipe;
    }
    for (String teacher : teachers) {
      opened.add(OnnxForecaster.open(ModelFile.read(ModelFinder.find(teacher)), Device.CPU));
    }
    Teachers all = RunOptions.check(() -> new Teachers(opened, Head.LEVELS));
    TrainingData data = data(all);
    return teachers.isEmpty() ? recipe.on(data) : recipe.taughtOn(data);
  }

  private TrainingData data(Teachers all) throws IOException {
    if (recorded == null) {
      return MixtureData.fresh(all);
    }
    Corpus corpus = Corpus.of(recorded);
    if (fetch) {
      corpus.fetch(System.err::println);
    }
    return MixtureData.with(corpus.read(), all);
  }

  void appendTo(CommandText command) {
    command
        .with("--recorded", recorded)
        .with("--teachers", teachers.isEmpty() ? null : String.join(",", teachers));
  }

  @Override
  public void close() {
    opened.forEach(OnnxForecaster::close);
  }
}
