package io.wavecast.trainer.run;

import io.wavecast.trainer.fit.Curve;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** RandomDraws learning curves. */
public final class CurveChart {
  private CurveChart() {}

  /** Writes a PNG of 900 by 500 points. */
  public static void write(Curve curve, String title, String scoreName, Path png)
      throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(500)
            .title(title)
            .xAxisTitle("step")
            .yAxisTitle("logarithmic")
            .build();
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setYAxisDecimalPattern("0.#####");
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
    add(chart, "training, loss", curve.points(), Curve.Point::trainLoss);
    add(chart, scoreName, curve.points(), Curve.Point::validScore);
    BitmapEncoder.saveBitmap(chart, png.toString(), BitmapEncoder.BitmapFormat.PNG);
  }

  private static void add(
      XYChart chart, String name, List<Curve.Point> points, ToDoubleFunction<Curve.Point> value) {
    double[] steps = points.stream().mapToDouble(Curve.Point::step).toArray();
    double[] values =
        points.stream().mapToDouble(p -> Math.max(1e-9, value.applyAsDouble(p))).toArray();
    XYSeries series = chart.addSeries(name, steps, values);
    series.setMarker(SeriesMarkers.NONE);
  }
}
