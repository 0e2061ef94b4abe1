package io.wavecast.trainer.cli;

import static io.wavecast.trainer.cli.Commands.assertFailure;
import static io.wavecast.trainer.cli.Commands.assertWrongUsage;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.fit.FitOptions;
import io.wavecast.trainer.mixture.MixtureData;
import io.wavecast.trainer.mixture.Recording;
import io.wavecast.trainer.mixture.Recording.Kind;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.recipe.Recipes;
import io.wavecast.trainer.run.ForecasterRun;
import io.wavecast.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainRecordedTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void the_default_learns_from_recorded_series() throws IOException {
    float[] values = new float[700];
    for (int t = 0; t < values.length; t++) {
      values[t] = t % 7;
    }
    TrainingData data = MixtureData.with(List.of(new Recording(Kind.HOURLY, "mine", values)));
    Recipe recipe = Recipes.named(Recipes.DEFAULT).on(data);
    FitOptions quick = recipe.options(data, Recipe.Changes.none(true), 1);
    RunFolder out = new RunFolder(folder);

    out.write(
        new ForecasterRun(recipe, quick, data, "1", null).run(out, stage -> new FitListener() {}),
        "make it");

    assertThat(folder.resolve("default.md"))
        .content()
        .contains("windows of 1 recorded series of 1 sources, 630 values", "`make it`");
  }

  @Test
  void wrong_usage_is_found_before_files_are_read() {
    String absent = folder.resolve("absent").toString();

    assertWrongUsage(
        "--epochs must be at least 1, got: 0",
        "train",
        "default",
        "--recorded",
        absent,
        "--epochs",
        "0");
    assertFailure(
        absent + " must be a folder; --fetch makes it", "train", "default", "--recorded", absent);
  }
}
