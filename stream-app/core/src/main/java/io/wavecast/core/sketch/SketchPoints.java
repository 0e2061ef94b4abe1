package io.wavecast.core.sketch;

import io.wavecast.schemas.Stroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
 * counts when it is more than 2/255 of the drawing's larger side away from the line (Ramer, 1972;
 * Douglas and Peucker, 1973). That tolerance grows until 100 points are enough; of more than 50
 * strokes only the longest are kept.
 */
public final class SketchPoints {
  /** Most points. */
  public static final int MAX = 100;

  /** Values of a point. */
  public static final int WIDTH = 3;

  private static final double TOLERANCE = 2.0 / 255;
  private static final double GROWTH = 1.5;

  private SketchPoints() {}

  /**
   * The points of a drawing, whole or so far.
   *
   * @param strokes in the order in which they were drawn; with none there is no point
   * @return [100, 3], row by row
   */
  public static float[] of(List<Stroke> strokes) {
    double tolerance = TOLERANCE * side(strokes);
    List<Stroke> few = thin(strokes, tolerance);
    while (points(few) > MAX) {
      if (tolerance >= 2 * side(strokes)) { // beyond the diagonal: all strokes are down to ends
        few = longest(few, MAX / 2);
      } else {
        tolerance *= GROWTH;
        few = thin(strokes, tolerance);
      }
    }
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

  /** The larger side of the box around the strokes. */
  private static double side(List<Stroke> strokes) {
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

  private static int points(List<Stroke> strokes) {
    return strokes.stream().mapToInt(Stroke::size).sum();
  }

  private static List<Stroke> thin(List<Stroke> strokes, double tolerance) {
    List<Stroke> thinned = new ArrayList<>(strokes.size());
    strokes.forEach(stroke -> thinned.add(thin(stroke, tolerance)));
    return thinned;
  }

  private static Stroke thin(Stroke stroke, double tolerance) {
    int n = stroke.size();
    if (n < 3) {
      return stroke;
    }
    boolean[] kept = new boolean[n];
    kept[0] = true;
    kept[n - 1] = true;
    int count = 2;
    // pairs of kept points between which others may have to be kept; no recursion, strokes are long
    int[] open = new int[2 * n];
    int top = 0;
    open[top++] = 0;
    open[top++] = n - 1;
    while (top > 0) {
      int to = open[--top];
      int from = open[--top];
      int farthest = farthest(stroke, from, to, tolerance);
      if (farthest > 0) {
        kept[farthest] = true;
        count++;
        open[top++] = from;
        open[top++] = farthest;
        open[top++] = farthest;
        open[top++] = to;
      }
    }
    float[] x = new float[count];
    float[] y = new float[count];
    int at = 0;
    for (int i = 0; i < n; i++) {
      if (kept[i]) {
        x[at] = stroke.x()[i];
        y[at++] = stroke.y()[i];
      }
    }
    return new Stroke(x, y);
  }

  /** The point between two others that is farthest from their line, 0 when all are near. */
  private static int farthest(Stroke stroke, int from, int to, double tolerance) {
    double x0 = stroke.x()[from];
    double y0 = stroke.y()[from];
    double dx = stroke.x()[to] - x0;
    double dy = stroke.y()[to] - y0;
    double squared = dx * dx + dy * dy;
    double most = tolerance * tolerance;
    int farthest = 0;
    for (int i = from + 1; i < to; i++) {
      double px = stroke.x()[i] - x0;
      double py = stroke.y()[i] - y0;
      double along = squared == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / squared));
      double awayX = px - along * dx;
      double awayY = py - along * dy;
      double away = awayX * awayX + awayY * awayY;
      if (away > most) {
        most = away;
        farthest = i;
      }
    }
    return farthest;
  }

  /** The longest strokes, in the order in which they were drawn. */
  private static List<Stroke> longest(List<Stroke> strokes, int most) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < strokes.size(); i++) {
      places.add(i);
    }
    places.sort(Comparator.comparingDouble(i -> -side(List.of(strokes.get(i)))));
    List<Stroke> inOrder = new ArrayList<>(most);
    places.subList(0, Math.min(most, places.size())).stream()
        .sorted()
        .forEach(i -> inOrder.add(strokes.get(i)));
    return inOrder;
  }
}
