package io.wavecast.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.fit.Curve;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

class CurveChartTest {
  private static final Curve CURVE =
      new Curve(
          List.of(
              new Curve.Point(20, 0.5, 0.25, Double.NaN),
              new Curve.Point(40, 0.125, 0, Double.NaN)));

  @Test
  void a_curve_shows_the_loss_and_the_score_over_the_steps() {
    XYChart chart = CurveChart.of(CURVE, "lstm, seed 1", "validation, MSE");

    assertThat(chart.getTitle()).isEqualTo("lstm, seed 1");
    assertThat(chart.getSeriesMap()).containsOnlyKeys("training, loss", "validation, MSE");
    assertThat(chart.getSeriesMap().get("training, loss").getXData()).containsExactly(20, 40);
    assertThat(chart.getSeriesMap().get("training, loss").getYData()).containsExactly(0.5, 0.125);
  }

  @Test
  void the_loss_of_both_sets_is_shown_where_the_score_is_another() {
    Curve curve =
        new Curve(
            List.of(new Curve.Point(20, 0.5, 0.25, 0.75), new Curve.Point(40, 0.125, 0.2, 0.25)));

    XYChart chart = CurveChart.of(curve, "lstm, seed 1", "validation, MSE");

    assertThat(chart.getSeriesMap().get("validation, loss").getYData()).containsExactly(0.75, 0.25);
    assertThat(chart.getXAxisTitle()).isEqualTo("step (batches)");
    assertThat(chart.getYAxisTitle()).isEqualTo("loss or score (logarithmic)");
  }

  @Test
  void a_score_that_is_the_loss_is_one_line_also_where_averaged_weights_had_a_lower_one() {
    Curve curve =
        new Curve(
            List.of(new Curve.Point(20, 0.5, 0.25, 0.75), new Curve.Point(40, 0.125, 0.2, 0.25)));

    XYChart chart = CurveChart.of(curve, "default, seed 1", "validation, loss");

    assertThat(chart.getSeriesMap()).containsOnlyKeys("training, loss", "validation, loss");
    assertThat(chart.getSeriesMap().get("validation, loss").getYData()).containsExactly(0.25, 0.2);
  }

  @Test
  void a_curve_of_few_points_has_markers_since_one_point_has_no_line() {
    List<Curve.Point> points =
        List.of(
            new Curve.Point(20, 0.5, 0.25, Double.NaN),
            new Curve.Point(40, 0.25, 0.2, Double.NaN),
            new Curve.Point(60, 0.2, 0.1, Double.NaN));

    for (int n = 1; n <= points.size(); n++) {
      XYChart chart = CurveChart.of(new Curve(points.subList(0, n)), "lstm", "validation, MSE");

      assertThat(chart.getSeriesMap().values())
          .extracting(XYSeries::getMarker)
          .containsOnly(n < 3 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
  }

  @Test
  void zero_is_raised_to_what_a_logarithm_can_show() {
    XYChart chart = CurveChart.of(CURVE, "lstm, seed 1", "validation, MSE");

    assertThat(chart.getSeriesMap().get("validation, MSE").getYData()).containsExactly(0.25, 1e-9);
  }
}
