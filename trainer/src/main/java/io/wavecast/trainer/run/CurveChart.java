package io.wavecast.trainer.run;

import io.wavecast.trainer.fit.Curve;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Line charts on a logarithmic axis, above all learning curves. */
public final class CurveChart {
  /** Title of the axis of steps. */
  public static final String STEP = "step (batches)";

  /** Title of the axis of losses. */
  public static final String LOSS = "loss or score (logarithmic)";

  private static final String VALIDATION = "validation, loss";

  private static final double LEAST = 1e-9;

  private CurveChart() {}

  /** An empty chart with a logarithmic y axis; sizes in pixels. */
  public static XYChart logarithmic(int width, int height, String title, String x, String y) {
    XYChart chart = plain(width, height, title, x, y);
    chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setYAxisDecimalPattern("0.#####");
    return chart;
  }

  /** An empty chart; sizes in pixels. */
  public static XYChart plain(int width, int height, String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  /** Adds a line without markers. */
  public static XYSeries line(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    return series;
  }

  /** Adds a line of a learning curve; values that a logarithm cannot show are raised. */
  public static void line(
      XYChart chart, String name, Curve curve, ToDoubleFunction<Curve.Point> value) {
    line(
        chart,
        name,
        curve.points().stream().mapToDouble(Curve.Point::step).toArray(),
        curve.points().stream()
            .mapToDouble(p -> Math.max(LEAST, value.applyAsDouble(p)))
            .toArray());
  }

  /**
   * A learning curve; the loss on the validation set only where it is not the score. A score that
   * is the loss may differ from it too, since it is that of averaged weights where they are better.
   */
  static XYChart of(Curve curve, String title, String scoreName) {
    XYChart chart = logarithmic(900, 500, title, STEP, LOSS);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    line(chart, "training, loss", curve, Curve.Point::trainLoss);
    boolean differs = curve.points().stream().anyMatch(p -> p.validLoss() != p.validScore());
    if (curve.hasValidLoss() && differs && !scoreName.equals(VALIDATION)) {
      line(chart, VALIDATION, curve, Curve.Point::validLoss);
    }
    line(chart, scoreName, curve, Curve.Point::validScore);
    return chart;
  }

  /** Writes a PNG. */
  public static void save(XYChart chart, Path png) throws IOException {
    BitmapEncoder.saveBitmap(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG);
  }
}
