package io.wavecast.trainer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.NotebookWaves;
import io.wavecast.trainer.fit.FitListener;
import io.wavecast.trainer.recipe.Recipe;
import io.wavecast.trainer.recipe.Recipes;
import io.wavecast.trainer.run.ForecasterRun;
import io.wavecast.trainer.run.RunResult;
import io.wavecast.trainer.suite.LeaderboardEntry.Measure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;

/** The naive models stand for all: their forecast is the window's last value. */
class NotebookChartsTest {

  @Test
  void three_validation_series_and_the_value_after_each() {
    Map<String, XYSeries> lines = NotebookCharts.series().getSeriesMap();

    float[] examples = NotebookWaves.numpy(42, 10_000, 51);
    assertThat(lines).hasSize(6);
    assertThat(lines.get("series 2").getYData()).hasSize(50).startsWith(examples[7002 * 51]);
    assertThat(lines.get("value after series 2").getLineColor())
        .isEqualTo(lines.get("series 2").getLineColor());
    assertThat(lines.get("value after series 2").getXData()).containsExactly(50);
    assertThat(lines.get("value after series 2").getYData())
        .containsExactly(examples[7002 * 51 + 50]);
  }

  @Test
  void a_model_one_step_ahead_is_drawn_on_the_first_validation_series() throws IOException {
    Map<String, XYSeries> lines = chart("naive-next");

    float[] examples = NotebookWaves.numpy(42, 10_000, 51);
    assertThat(lines.get("window").getYData()).hasSize(50).startsWith(examples[7000 * 51]);
    assertThat(lines.get("actual").getYData()).containsExactly(examples[7000 * 51 + 50]);
    assertThat(lines.get("forecast").getXData()).containsExactly(50);
    assertThat(lines.get("forecast").getYData()).containsExactly(examples[7000 * 51 + 49]);
  }

  @Test
  void a_model_ten_steps_ahead_is_drawn_on_the_series_of_seed_43() throws IOException {
    Map<String, XYSeries> lines = chart("naive");

    float[] series = NotebookWaves.numpy(43, 1, 60);
    assertThat(lines.get("window").getYData()).hasSize(50).startsWith(series[0], series[1]);
    assertThat(lines.get("actual").getYData()).hasSize(10).startsWith(series[50]);
    assertThat(lines.get("forecast").getXData()).hasSize(10).startsWith(50).endsWith(59);
    assertThat(lines.get("forecast").getYData()).containsOnly(series[49]);
  }

  private static Map<String, XYSeries> chart(String name) throws IOException {
    Recipe recipe = Recipes.named(name);
    ForecasterRun run =
        new ForecasterRun(
            recipe,
            recipe.options(recipe.data().get(), Recipe.Changes.none(true), 1),
            recipe.data().get(),
            "1",
            null);
    RunResult<ForecasterRun.Measured> result = run.run(null, stage -> new QuietListener());
    LeaderboardEntry entry =
        NotebookEntries.all().stream()
            .filter(e -> e.recipe().equals(name))
            .findFirst()
            .orElseThrow();
    LeaderboardRow row =
        new LeaderboardRow(entry, List.of(LeaderboardRow.runOf(result, Measure.SCORE, 1)));
    return NotebookCharts.oneOf(row).getSeriesMap();
  }

  private static final class QuietListener implements FitListener {}
}
