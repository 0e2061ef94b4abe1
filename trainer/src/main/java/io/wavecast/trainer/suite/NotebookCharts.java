package io.wavecast.trainer.suite;

import io.wavecast.trainer.data.NotebookData;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.run.CurveChart;
import io.wavecast.trainer.suite.LeaderboardEntry.Group;
import io.wavecast.trainer.suite.LeaderboardRow.RankedRun;
import io.wavecast.trainer.suite.LeaderboardRow.Shown;
import java.awt.Color;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What the notebook draws: three validation series with the value after them; of models one step
 * ahead the first of these with the forecast; of the others the series of seed 43 with ten
 * forecasts. Windows are steps 0 to 49.
 */
final class NotebookCharts {
  private static final int W = WindowSet.WINDOW;
  private static final int SERIES = 3;

  private NotebookCharts() {}

  /** The first three validation series of 51 steps, and their last value. */
  static XYChart series() {
    WindowSet valid = NotebookData.next().valid();
    XYChart chart = chart("validation series, and the value to forecast");
    for (int row = 0; row < SERIES; row++) {
      Color colour = chart.getStyler().getSeriesColors()[row];
      CurveChart.line(chart, "series " + row, steps(0, W), values(valid, row, 0, W))
          .setLineColor(colour);
      points(chart, "value after series " + row, valid, row, 1, SeriesMarkers.CROSS)
          .setMarkerColor(colour)
          .setLineColor(colour);
    }
    return chart;
  }

  /** The picture for an entry: the first run's. */
  static XYChart oneOf(LeaderboardRow row) {
    RankedRun run = row.runs().get(0);
    boolean next = isNext(row.entry());
    Shown shown = next ? run.firstValid() : run.seed43();
    int leads = next ? 1 : WindowSet.HORIZON;
    XYChart chart =
        chart(
            "%s: %s"
                .formatted(
                    row.entry().recipe(),
                    next ? "first validation series, one step" : "series of seed 43, ten steps"));
    CurveChart.line(chart, "window", steps(0, W), values(shown.series(), 0, 0, W))
        .setLineColor(Color.GRAY);
    points(chart, "actual", shown.series(), 0, leads, SeriesMarkers.CROSS);
    float[] forecast = shown.predictions().forecasts();
    double[] ahead = IntStream.range(0, leads).mapToDouble(i -> forecast[i]).toArray();
    XYSeries line = CurveChart.line(chart, "forecast", steps(W, W + leads), ahead);
    line.setMarker(SeriesMarkers.CIRCLE);
    return chart;
  }

  private static boolean isNext(LeaderboardEntry entry) {
    return entry.group() == Group.ONE_STEP || entry.recipe().contains("-next");
  }

  private static XYChart chart(String title) {
    XYChart chart = CurveChart.plain(700, 450, title, "step", "value");
    chart.getStyler().setYAxisMin(-1.0).setYAxisMax(1.0);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    return chart;
  }

  /** The values after the window. */
  private static XYSeries points(
      XYChart chart, String name, WindowSet set, int row, int leads, Marker marker) {
    XYSeries series = chart.addSeries(name, steps(W, W + leads), values(set, row, W, W + leads));
    series.setMarker(marker);
    return series;
  }

  private static double[] steps(int from, int to) {
    return IntStream.range(from, to).asDoubleStream().toArray();
  }

  private static double[] values(WindowSet set, int row, int from, int to) {
    return IntStream.range(from, to).mapToDouble(t -> set.value(row, t)).toArray();
  }
}
