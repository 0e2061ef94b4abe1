package io.wavecast.core.sketch;

import io.wavecast.schemas.sketch.Stroke;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds the points of strokes that matter most: those farthest from the line between their
 * neighbours (Ramer, 1972; Douglas and Peucker, 1973). A stroke's ends are kept always; the others
 * are taken the farthest first, whichever stroke they are of, so that the work grows with the
 * points that are wanted and not with the square of those that there are.
 */
final class PolylineSimplifier {
  private static final double GROWTH = 1.5;

  private final List<Stroke> strokes;
  private final PriorityQueue<Corner> next =
      new PriorityQueue<>(Comparator.comparingDouble(Corner::squared).reversed());

  /** Farthest first. */
  private final List<Corner> corners = new ArrayList<>();

  /**
   * A point that is kept at any tolerance below its distance.
   *
   * @param stroke number of its stroke
   * @param from the point before, among those that are kept at that tolerance
   * @param at the point
   * @param to the point behind
   * @param squared its distance from the line between those two, squared; at most that of the
   *     corners by which they came in
   */
  private record Corner(int stroke, int from, int at, int to, double squared) {}

  private PolylineSimplifier(List<Stroke> strokes) {
    this.strokes = strokes;
  }

  /**
   * The strokes without what is nearer than a tolerance, which grows until few points are left.
   *
   * @param most points that may be left, at least the ends of all strokes
   */
  static List<Stroke> of(List<Stroke> strokes, double tolerance, int most) {
    PolylineSimplifier thinning = new PolylineSimplifier(strokes);
    int room = most;
    for (int i = 0; i < strokes.size(); i++) {
      thinning.look(i, 0, strokes.get(i).size() - 1, tolerance * tolerance, Double.MAX_VALUE);
      room -= Math.min(2, strokes.get(i).size());
    }
    return thinning.kept(thinning.grown(tolerance, room));
  }

  /** The least tolerance, of those that grow from this one, at which the corners have room. */
  private double grown(double tolerance, int room) {
    double least = tolerance * tolerance;
    while (!next.isEmpty() && corners.size() <= room) {
      Corner corner = next.remove();
      corners.add(corner);
      look(corner.stroke, corner.from, corner.at, least, corner.squared);
      look(corner.stroke, corner.at, corner.to, least, corner.squared);
    }
    double grown = tolerance;
    while (corners.size() > room && corners.get(room).squared > grown * grown) {
      grown *= GROWTH;
    }
    return grown;
  }

  /** Looks for a corner between two points: farther than {@code least} from their line. */
  private void look(int number, int from, int to, double least, double most) {
    Stroke stroke = strokes.get(number);
    double x0 = stroke.x()[from];
    double y0 = stroke.y()[from];
    double dx = stroke.x()[to] - x0;
    double dy = stroke.y()[to] - y0;
    double squared = dx * dx + dy * dy;
    double farthest = least;
    int at = 0;
    for (int i = from + 1; i < to; i++) {
      double px = stroke.x()[i] - x0;
      double py = stroke.y()[i] - y0;
      double along = squared == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / squared));
      double awayX = px - along * dx;
      double awayY = py - along * dy;
      double away = awayX * awayX + awayY * awayY;
      if (away > farthest) {
        farthest = away;
        at = i;
      }
    }
    if (at > 0) {
      next.add(new Corner(number, from, at, to, Math.min(farthest, most)));
    }
  }

  /** The strokes' ends and the corners beyond a tolerance. */
  private List<Stroke> kept(double tolerance) {
    List<BitSet> kept = new ArrayList<>(strokes.size());
    for (Stroke stroke : strokes) {
      BitSet ends = new BitSet(stroke.size());
      ends.set(0);
      ends.set(stroke.size() - 1);
      kept.add(ends);
    }
    for (Corner corner : corners) {
      if (corner.squared > tolerance * tolerance) {
        kept.get(corner.stroke).set(corner.at);
      }
    }
    List<Stroke> thinned = new ArrayList<>(strokes.size());
    for (int i = 0; i < strokes.size(); i++) {
      thinned.add(only(strokes.get(i), kept.get(i).stream().toArray()));
    }
    return thinned;
  }

  private static Stroke only(Stroke stroke, int[] points) {
    if (points.length == stroke.size()) {
      return stroke;
    }
    float[] x = new float[points.length];
    float[] y = new float[points.length];
    for (int i = 0; i < points.length; i++) {
      x[i] = stroke.x()[points[i]];
      y[i] = stroke.y()[points[i]];
    }
    return new Stroke(x, y);
  }
}
