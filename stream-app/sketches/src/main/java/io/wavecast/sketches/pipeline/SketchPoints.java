package io.wavecast.sketches.pipeline;

import io.wavecast.sketches.event.Stroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a sketch classifier sees of a drawing: at most 100 points, in the drawing's own units, in
 * the order in which they were drawn. The trainer makes them with this very class.
 *
 * <pre>
 *   values of a point:  x, y, pen     pen 0 within a stroke, 1 at a stroke's last point
 *   behind the last one:  0, 0, -1
 * </pre>
 *
 * Points that lie on a line with their neighbours are left out, as Quick, Draw! does: a point
 * counts when it is more than 2/255 of the drawing's larger side away from the line, see {@link
 * PolylineSimplifier}. That tolerance grows until 100 points are enough. Where the ends of all
 * strokes are more than that, only the ends of the 50 longest are kept.
 */
public final class SketchPoints {
  /** The largest number of points. */
  public static final int MAX = 100;

  /** Values of a point. */
  public static final int WIDTH = 3;

  private static final double TOLERANCE = 2.0 / 255;

  private SketchPoints() {}

  /**
   * The points of a drawing, complete or in progress.
   *
   * @param strokes in the order in which they were drawn; with none there is no point
   * @return [100, 3], row by row
   */
  public static float[] of(List<Stroke> strokes) {
    List<Stroke> few =
        strokes.stream().mapToInt(stroke -> Math.min(2, stroke.size())).sum() > MAX
            ? longest(strokes.stream().map(SketchPoints::ends).toList(), MAX / 2)
            : PolylineSimplifier.of(strokes, TOLERANCE * side(strokes), MAX);
    float[] values = new float[MAX * WIDTH];
    int at = 0;
    for (Stroke stroke : few) {
      for (int i = 0; i < stroke.size(); i++) {
        values[at++] = stroke.x()[i];
        values[at++] = stroke.y()[i];
        values[at++] = i == stroke.size() - 1 ? 1 : 0;
      }
    }
    for (; at < values.length; at += WIDTH) {
      values[at + 2] = -1;
    }
    return values;
  }

  /** The larger side of the box around the strokes; 0 without a stroke. */
  public static double side(List<Stroke> strokes) {
    double side = 0;
    for (int axis = 0; axis < 2; axis++) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (Stroke stroke : strokes) {
        for (float value : axis == 0 ? stroke.x() : stroke.y()) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
      side = Math.max(side, most - least);
    }
    return side;
  }

  private static Stroke ends(Stroke stroke) {
    int last = stroke.size() - 1;
    return last < 2
        ? stroke
        : new Stroke(
            new float[] {stroke.x()[0], stroke.x()[last]},
            new float[] {stroke.y()[0], stroke.y()[last]});
  }

  /** The longest strokes, in the order in which they were drawn. */
  private static List<Stroke> longest(List<Stroke> strokes, int most) {
    double[] sides = strokes.stream().mapToDouble(stroke -> side(List.of(stroke))).toArray();
    List<Stroke> inOrder = new ArrayList<>(most);
    IntStream.range(0, strokes.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -sides[i]))
        .limit(most)
        .sorted()
        .forEach(i -> inOrder.add(strokes.get(i)));
    return inOrder;
  }
}
