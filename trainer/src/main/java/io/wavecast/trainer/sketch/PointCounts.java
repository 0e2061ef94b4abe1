package io.wavecast.trainer.sketch;

import io.wavecast.sketches.pipeline.SketchPoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.Histogram;

/**
 * How many points drawings have.
 *
 * @param sorted points of each, ascending; of the first 32,000, as in the notebook
 */
record PointCounts(int[] sorted) {
  private static final int MOST = 32_000;
  private static final int BINS = 30;
  private static final double SHOWN = 150;

  /** Of a set, which must not be empty. */
  static PointCounts of(List<LabelledDrawing> drawings) {
    return new PointCounts(
        drawings.subList(0, Math.min(MOST, drawings.size())).stream()
            .mapToInt(LabelledDrawing::points)
            .sorted()
            .toArray());
  }

  int median() {
    return sorted[sorted.length / 2];
  }

  /** Share of the drawings that have at most as many points as a classifier sees. */
  double seenWhole() {
    return Arrays.stream(sorted).filter(n -> n <= SketchPoints.MAX).count()
        / (double) sorted.length;
  }

  /** A histogram of 0 to 150 points as PNG. */
  byte[] png() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(700)
            .height(450)
            .title("points of the drawings to train on")
            .xAxisTitle("points")
            .yAxisTitle("drawings")
            .build();
    List<Double> values = Arrays.stream(sorted).mapToObj(n -> Math.min(SHOWN, n)).toList();
    Histogram bars = new Histogram(values, BINS, 0, SHOWN);
    chart.addSeries("drawings", bars.getxAxisData(), bars.getyAxisData());
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setXAxisMaxLabelCount(BINS / 3);
    try {
      return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
