package io.wavecast.sketches.pipeline;

import io.wavecast.sketches.event.Stroke;
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
  private final PriorityQueue<Split> next =
      new PriorityQueue<>(Comparator.comparingDouble(Split::squared).reversed());

  /** Farthest first. */
  private final List<Split> splits = new ArrayList<>();

  /**
   * A point that is kept at any tolerance below its distance.
   *
   * @param stroke number of its stroke
   * @param from the point before, among those that are kept at that tolerance
   * @param at the point
   * @param to the point behind
   * @param squared squared distance from that segment, capped by its parent's
   */
  private record Split(int stroke, int from, int at, int to, double squared) {}

  private PolylineSimplifier(List<Stroke> strokes) {
    this.strokes = strokes;
  }

  /**
   * The strokes without points nearer than a tolerance, which grows until few enough are left.
   *
   * @param most points that may be left, at least the ends of all strokes
   */
  static List<Stroke> of(List<Stroke> strokes, double tolerance, int most) {
    PolylineSimplifier simplifier = new PolylineSimplifier(strokes);
    int room = most;
    for (int i = 0; i < strokes.size(); i++) {
      simplifier.split(i, 0, strokes.get(i).size() - 1, tolerance * tolerance, Double.MAX_VALUE);
      room -= Math.min(2, strokes.get(i).size());
    }
    return simplifier.select(simplifier.tolerance(tolerance, room));
  }

  /** The smallest tolerance, growing from a given one, at which the splits fit. */
  private double tolerance(double smallest, int room) {
    double least = smallest * smallest;
    while (!next.isEmpty() && splits.size() <= room) {
      Split split = next.remove();
      splits.add(split);
      split(split.stroke, split.from, split.at, least, split.squared);
      split(split.stroke, split.at, split.to, least, split.squared);
    }
    double tolerance = smallest;
    while (splits.size() > room && splits.get(room).squared > tolerance * tolerance) {
      tolerance *= GROWTH;
    }
    return tolerance;
  }

  /** Splits a segment at the point farthest from it, if that is farther than {@code least}. */
  private void split(int number, int from, int to, double least, double most) {
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
      next.add(new Split(number, from, at, to, Math.min(farthest, most)));
    }
  }

  /** The strokes' ends and the splits beyond a tolerance. */
  private List<Stroke> select(double tolerance) {
    List<BitSet> kept = new ArrayList<>(strokes.size());
    for (Stroke stroke : strokes) {
      BitSet ends = new BitSet(stroke.size());
      ends.set(0);
      ends.set(stroke.size() - 1);
      kept.add(ends);
    }
    for (Split split : splits) {
      if (split.squared > tolerance * tolerance) {
        kept.get(split.stroke).set(split.at);
      }
    }
    List<Stroke> selected = new ArrayList<>(strokes.size());
    for (int i = 0; i < strokes.size(); i++) {
      selected.add(select(strokes.get(i), kept.get(i).stream().toArray()));
    }
    return selected;
  }

  private static Stroke select(Stroke stroke, int[] points) {
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
