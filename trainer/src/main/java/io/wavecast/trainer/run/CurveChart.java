package io.wavecast.trainer.run;

import io.wavecast.trainer.fit.Curve;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Learning curves on a logarithmic axis. */
final class CurveChart {
  private static final String VALIDATION = "validation, loss";

  private static final double LEAST = 1e-9;

  /** Points of a curve that a line alone shows; one point has no line. */
  private static final int FEWEST = 3;

  private CurveChart() {}

  /** Adds a line of a learning curve; values that a logarithm cannot show are raised. */
  private static void line(
      XYChart chart, String name, Curve curve, ToDoubleFunction<Curve.Point> value) {
    double[] x = curve.points().stream().mapToDouble(Curve.Point::step).toArray();
    double[] y =
        curve.points().stream().mapToDouble(p -> Math.max(LEAST, value.applyAsDouble(p))).toArray();
    boolean isLine = x.length >= FEWEST;
    chart.addSeries(name, x, y).setMarker(isLine ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
  }

  /**
   * A learning curve; the loss on the validation set only where it is not the score. A score that
   * is the loss may differ from it too, since it is that of averaged weights where they are better.
   */
  static XYChart of(Curve curve, String title, String scoreName) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(500)
            .title(title)
            .xAxisTitle("step (batches)")
            .yAxisTitle("loss or score (logarithmic)")
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setYAxisDecimalPattern("0.#####");
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
  static void save(XYChart chart, Path png) throws IOException {
    BitmapEncoder.saveBitmap(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG);
  }
}
