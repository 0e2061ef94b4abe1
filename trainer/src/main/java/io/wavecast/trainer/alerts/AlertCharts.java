package io.wavecast.trainer.alerts;

import io.wavecast.trainer.run.CurveChart;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of series with their anomalies and alerts, and of the detectors' figures. */
public final class AlertCharts {
  private static final Color VALUES = new Color(0x1f, 0x77, 0xb4);
  private static final Color ANOMALY = new Color(0x2c, 0xa0, 0x2c);
  private static final Color ALERT = new Color(0xd6, 0x27, 0x28);
  private static final int COLUMNS = 3;

  /** The least rate of false alerts that the logarithmic axis shows. */
  private static final double LEAST_RATE = .01;

  private AlertCharts() {}

  /** Writes a picture with a chart of each series: anomalies green above, alerts red below. */
  public static void writeSeries(Map<LabelledSeries, List<Span>> alerts, Path png)
      throws IOException {
    List<XYChart> all = new ArrayList<>();
    alerts.forEach((series, spans) -> all.add(chart(series.name(), series, spans)));
    LabelledSeries none = new LabelledSeries("", "", 1, new float[2], List.of(), List.of());
    while (all.size() % COLUMNS != 0) {
      all.add(chart("green: anomalies, red: alerts", none, List.of()));
    }
    int rows = all.size() / COLUMNS;
    BitmapEncoder.saveBitmap(all, rows, COLUMNS, png.toString(), BitmapFormat.PNG);
  }

  private static XYChart chart(String title, LabelledSeries series, List<Span> alerts) {
    XYChart chart = CurveChart.plain(600, 220, title, "", "");
    chart.getStyler().setLegendVisible(false);
    double[] x = Shapes.series(series.size(), i -> i);
    double[] y = Shapes.series(series.size(), i -> series.values()[i]);
    CurveChart.line(chart, "values", x, y).setLineColor(VALUES).setLineWidth(1);
    double low = Shapes.quantile(y, 0);
    double high = Shapes.quantile(y, 1);
    double margin = .08 * Math.max(high - low, 1e-9);
    series.anomalies().forEach(a -> bar(chart, a.span(), high + margin, ANOMALY));
    alerts.forEach(a -> bar(chart, a, low - margin, ALERT));
    return chart;
  }

  private static void bar(XYChart chart, Span span, double y, Color color) {
    String name = "bar " + chart.getSeriesMap().size();
    double[] ends = {span.first(), span.last() + 1};
    CurveChart.line(chart, name, ends, new double[] {y, y}).setLineColor(color).setLineWidth(5);
  }

  /** Writes a picture of what each detector finds at the price of which false alerts. */
  public static void writeMethods(Map<String, Judgement> byDetector, Path png) throws IOException {
    XYChart chart =
        CurveChart.plain(
            800,
            500,
            "Found anomalies and false alerts",
            "false alerts in 10,000 values",
            "recall");
    chart.getStyler().setXAxisLogarithmic(true).setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
    byDetector.forEach(
        (name, j) -> {
          double[] rate = {Math.max(LEAST_RATE, j.falsePer10k())};
          XYSeries point = chart.addSeries(name, rate, new double[] {j.recall()});
          point.setMarker(SeriesMarkers.CIRCLE);
        });
    CurveChart.save(chart, png);
  }
}
