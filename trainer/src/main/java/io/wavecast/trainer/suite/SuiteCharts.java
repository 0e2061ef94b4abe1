package io.wavecast.trainer.suite;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.fit.Curve;
import io.wavecast.trainer.net.Head;
import io.wavecast.trainer.run.CurveChart;
import io.wavecast.trainer.suite.LeaderboardRow.RankedRun;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Charts of a leaderboard: for each recipe its learning curves, and its quantiles beside the true
 * values, and what the notebook draws; for all recipes the error by lead time.
 */
public final class SuiteCharts {
  private static final Color FAN = new Color(0x1f, 0x77, 0xb4);
  private static final Color TRUE = new Color(0xd6, 0x27, 0x28);
  private static final int H = WindowSet.HORIZON;

  /** Steps of a window that are drawn before its newest. */
  private static final int SHOWN = 30;

  private SuiteCharts() {}

  /** Writes PNG files into a folder. */
  public static void write(List<LeaderboardRow> rows, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<LeaderboardRow> distinct = new ArrayList<>();
    for (LeaderboardRow s : rows) {
      if (distinct.stream().noneMatch(d -> d.entry().recipe().equals(s.entry().recipe()))) {
        distinct.add(s);
      }
    }
    for (LeaderboardRow s : distinct) {
      String name = s.entry().recipe();
      if (s.runs().get(0).curve().points().size() > 1) {
        CurveChart.save(curves(s), folder.resolve(name + "-curves.png"));
      }
      List<XYChart> fans =
          IntStream.range(0, NotebookSuite.SAMPLES).mapToObj(row -> fan(s, row)).toList();
      BitmapEncoder.saveBitmap(
          fans,
          1,
          fans.size(),
          folder.resolve(name + "-forecasts.png").toString(),
          BitmapFormat.PNG);
      CurveChart.save(NotebookCharts.oneOf(s), folder.resolve(name + "-notebook.png"));
    }
    CurveChart.save(NotebookCharts.series(), folder.resolve("series.png"));
    CurveChart.save(byLead(distinct), folder.resolve("lead-times.png"));
  }

  static XYChart curves(LeaderboardRow s) {
    XYChart chart =
        CurveChart.logarithmic(
            900, 500, s.entry().recipe() + ": loss and forecast", CurveChart.STEP, CurveChart.LOSS);
    for (RankedRun run : s.runs()) {
      String seed = "seed " + run.seed();
      CurveChart.line(chart, seed + ", forecast, validation", run.curve(), Curve.Point::validScore);
      if (run.curve().hasValidLoss()) {
        CurveChart.line(chart, seed + ", loss, training", run.curve(), Curve.Point::trainLoss);
        CurveChart.line(chart, seed + ", loss, validation", run.curve(), Curve.Point::validLoss);
      }
    }
    return chart;
  }

  /** The end of a window, the quantiles of the ten values after it, and the true values. */
  static XYChart fan(LeaderboardRow s, int row) {
    RankedRun run = s.runs().get(0);
    XYChart chart =
        CurveChart.plain(520, 380, s.entry().recipe() + ", test series " + row, "step", "value");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSW);
    WindowSet set = run.samples().series();
    int now = WindowSet.WINDOW - 1;
    CurveChart.line(
            chart, "window", steps(-SHOWN, 0), values(-SHOWN, 0, t -> set.value(row, now + t)))
        .setLineColor(Color.GRAY);
    int levels = Head.LEVELS.size();
    for (int q = 0; q < levels; q++) {
      int level = q;
      float[] quantiles = run.samples().predictions().quantiles();
      XYSeries line =
          CurveChart.line(
              chart,
              "quantile " + Head.LEVELS.get(q),
              steps(1, H),
              values(1, H, t -> quantiles[(row * H + t - 1) * levels + level]));
      int distance = Math.abs(q - levels / 2);
      line.setLineColor(
          new Color(FAN.getRed(), FAN.getGreen(), FAN.getBlue(), 255 - 60 * distance));
      line.setLineWidth(distance == 0 ? 2.5f : 1);
      line.setShowInLegend(distance == 0);
    }
    CurveChart.line(chart, "true values", steps(1, H), values(1, H, t -> set.value(row, now + t)))
        .setMarker(SeriesMarkers.CIRCLE)
        .setMarkerColor(TRUE)
        .setLineColor(TRUE);
    return chart;
  }

  private static double[] steps(int first, int last) {
    return values(first, last, t -> t);
  }

  private static double[] values(int first, int last, IntToDoubleFunction at) {
    return IntStream.rangeClosed(first, last).mapToDouble(at).toArray();
  }

  static XYChart byLead(List<LeaderboardRow> rows) {
    XYChart chart =
        CurveChart.logarithmic(1000, 700, "error by lead time, test set", "lead time", "MSE");
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    for (LeaderboardRow s : rows) {
      double[] mse = values(1, H, t -> s.median(run -> run.mseByLead().get(t - 1)));
      CurveChart.line(chart, s.entry().recipe(), steps(1, H), mse);
    }
    return chart;
  }
}
