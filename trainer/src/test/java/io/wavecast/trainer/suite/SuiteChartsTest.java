package io.wavecast.trainer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.suite.LeaderboardEntry.Group;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYSeries;

class SuiteChartsTest {
  private static final LeaderboardRow ROW =
      new LeaderboardRow(
          Rows.entry(Group.SEQUENCES),
          List.of(Rows.run(1, 0.3, 0.006), Rows.run(2, 0.1, 0.002), Rows.run(4, 0.2, 0.003)));

  @TempDir private Path folder = Path.of("");

  @Test
  void learning_curves_show_both_losses_and_the_forecast_of_each_seed() {
    Map<String, XYSeries> lines = SuiteCharts.curves(ROW).getSeriesMap();

    assertThat(lines).hasSize(9);
    assertThat(lines.get("seed 2, forecast, validation").getXData()).containsExactly(20, 40);
    assertThat(lines.get("seed 2, forecast, validation").getYData()).containsExactly(0.2, 0.1);
    assertThat(lines.get("seed 2, loss, training").getYData()).containsExactly(1, 0.5);
    assertThat(lines.get("seed 2, loss, validation").getYData()).containsExactly(0.8, 0.4);
  }

  @Test
  void a_fan_shows_the_end_of_the_window_the_quantiles_and_the_true_values() {
    Map<String, XYSeries> lines = SuiteCharts.fan(ROW, 2).getSeriesMap();

    assertThat(lines.get("window").getXData()).startsWith(-30).endsWith(0).hasSize(31);
    assertThat(lines.get("window").getYData()).startsWith(219).endsWith(249);
    assertThat(lines.get("true values").getXData()).startsWith(1).endsWith(10);
    assertThat(lines.get("true values").getYData()).startsWith(250).endsWith(259);
    assertThat(lines.get("quantile 0.05").getYData()).startsWith(140, 147).hasSize(10);
    assertThat(lines.get("quantile 0.95").getYData()).startsWith(146, 153);
    assertThat(lines).hasSize(9);
  }

  @Test
  void errors_by_lead_time_are_medians_over_the_seeds() {
    XYSeries line = SuiteCharts.byLead(List.of(ROW)).getSeriesMap().get("lstm");

    assertThat(line.getXData()).startsWith(1).endsWith(10);
    assertThat(line.getYData()).containsOnly(0.003);
  }

  @Test
  void a_recipe_in_two_rows_is_drawn_once() throws Exception {
    SuiteCharts.write(List.of(ROW, ROW), folder);

    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "lstm-curves.png",
            "lstm-forecasts.png",
            "lstm-notebook.png",
            "lead-times.png",
            "series.png");
  }
}
