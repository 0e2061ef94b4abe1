package io.wavecast.sketches.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.sketches.event.Stroke;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SketchPointsTest {
  private static final long SEED = 11;

  @Test
  void points_come_in_order_with_pen_marks_and_padding() {
    float[] points =
        SketchPoints.of(List.of(stroke(0, 0, 10, 0, 10, 10), stroke(3, 4), stroke(9, 1, 2, 8)));

    assertThat(Arrays.copyOf(points, 21))
        .containsExactly(0, 0, 0, 10, 0, 0, 10, 10, 1, 3, 4, 1, 9, 1, 0, 2, 8, 1, 0, 0, -1);
    assertThat(points).hasSize(300);
    assertThat(Arrays.copyOfRange(points, 297, 300)).containsExactly(0, 0, -1);
  }

  @Test
  void points_on_a_line_between_others_are_left_out_and_corners_are_kept() {
    // a right angle of 201 points, drawn with a hand that shakes less than the tolerance
    float[] x = new float[201];
    float[] y = new float[201];
    Random random = new Random(SEED);
    for (int i = 0; i < 201; i++) {
      x[i] = Math.min(i, 100) + 0.3f * random.nextFloat();
      y[i] = Math.max(0, i - 100) + 0.3f * random.nextFloat();
    }

    float[] points = SketchPoints.of(List.of(new Stroke(x, y)));

    assertThat(count(points)).isEqualTo(3);
    assertThat(points[3]).isBetween(99f, 101f);
    assertThat(points[4]).isBetween(0f, 1.5f);
  }

  /** Each stroke's middle is farther from its ends than the drawing's side is long. */
  @Test
  @Timeout(10)
  void diagonals_drawn_forth_and_back_are_thinned_too() {
    List<Stroke> diagonals = Collections.nCopies(34, stroke(0, 0, 100, 100, 0, 0));

    assertThat(count(SketchPoints.of(diagonals))).isEqualTo(68);
    assertThat(count(SketchPoints.of(Collections.nCopies(60, diagonals.get(0))))).isEqualTo(100);
  }

  @Test
  void thinning_what_was_thinned_changes_nothing() {
    Stroke scribble = scribble(400, SEED);
    float[] once = SketchPoints.of(List.of(scribble));
    int n = count(once);
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = once[3 * i];
      y[i] = once[3 * i + 1];
    }

    assertThat(SketchPoints.of(List.of(new Stroke(x, y)))).isEqualTo(once);
  }

  @Test
  void the_unit_of_a_drawing_does_not_decide_which_points_are_kept() {
    Stroke drawn = scribble(60, SEED);
    float[] x = drawn.x().clone();
    float[] y = drawn.y().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] *= 1024;
      y[i] *= 1024;
    }

    assertThat(count(SketchPoints.of(List.of(new Stroke(x, y)))))
        .isEqualTo(count(SketchPoints.of(List.of(drawn))));
  }

  @Test
  void a_long_scribble_keeps_its_ends_and_at_most_100_points() {
    for (long seed = SEED; seed < SEED + 20; seed++) {
      Stroke scribble = scribble(5000, seed);
      float[] points = SketchPoints.of(List.of(scribble));
      int n = count(points);

      assertThat(n).as("seed %d", seed).isBetween(20, 100);
      assertThat(points[0]).isEqualTo(scribble.x()[0]);
      assertThat(points[3 * (n - 1)]).isEqualTo(scribble.x()[4999]);
    }
  }

  @Test
  @Timeout(10)
  void of_more_strokes_than_fit_the_longest_are_kept_in_order() {
    List<Stroke> strokes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      strokes.add(stroke(i, 0, i, i % 3 == 0 ? 50 + i : 1));
    }

    float[] points = SketchPoints.of(strokes);

    assertThat(count(points)).isEqualTo(100);
    for (int i = 0; i < 100; i += 2) {
      assertThat(points[3 * i + 4]).isGreaterThan(100);
      assertThat(i == 0 || points[3 * i] > points[3 * i - 3]).isTrue();
    }
  }

  @Test
  @Timeout(10)
  void drawings_without_any_extent_end_too() {
    assertThat(count(SketchPoints.of(Collections.nCopies(2500, stroke(4, 4, 4, 4)))))
        .isEqualTo(100);
    assertThat(count(SketchPoints.of(Collections.nCopies(5000, stroke(4, 4))))).isEqualTo(50);
    assertThat(count(SketchPoints.of(List.of(new Stroke(new float[5000], new float[5000])))))
        .isEqualTo(2);
    assertThat(count(SketchPoints.of(List.of()))).isZero();
  }

  /** Each corner is next to the one before it, so that halves are as uneven as they can be. */
  @Test
  @Timeout(10)
  void the_longest_zigzags_are_thinned_in_a_moment() {
    float[] x = new float[5000];
    float[] y = new float[5000];
    for (int i = 0; i < 5000; i++) {
      x[i] = 1e-5f * i;
      y[i] = (i % 2 == 0 ? 1 : -1) * (1 - 0.9f * i / 5000);
    }

    for (int drawing = 0; drawing < 50; drawing++) {
      assertThat(count(SketchPoints.of(List.of(new Stroke(x, y))))).isBetween(2, 100);
    }
  }

  @Test
  void the_farthest_points_first_are_those_that_a_growing_tolerance_leaves() {
    for (long seed = SEED; seed < SEED + 200; seed++) {
      Random random = new Random(seed);
      List<Stroke> drawing = new ArrayList<>();
      for (int i = 0; i <= seed % 40; i++) {
        drawing.add(scribble(1 + random.nextInt(60), random.nextLong()));
      }

      assertThat(PolylineSimplifier.of(drawing, 3, SketchPoints.MAX))
          .as("seed %d", seed)
          .isEqualTo(thinnedTimeAndAgain(drawing, 3, SketchPoints.MAX));
    }
  }

  /** As Ramer, Douglas and Peucker say, anew at each tolerance. */
  private static List<Stroke> thinnedTimeAndAgain(
      List<Stroke> strokes, double tolerance, int most) {
    List<Stroke> thinned =
        strokes.stream()
            .map(
                s -> {
                  TreeSet<Integer> kept = new TreeSet<>(List.of(0, s.size() - 1));
                  keep(s, 0, s.size() - 1, tolerance, kept);
                  float[] xy = new float[2 * kept.size()];
                  int at = 0;
                  for (int i : kept) {
                    xy[at++] = s.x()[i];
                    xy[at++] = s.y()[i];
                  }
                  return stroke(xy);
                })
            .toList();
    return thinned.stream().mapToInt(Stroke::size).sum() > most
        ? thinnedTimeAndAgain(strokes, 1.5 * tolerance, most)
        : thinned;
  }

  private static void keep(
      Stroke stroke, int from, int to, double tolerance, TreeSet<Integer> kept) {
    int farthest = from;
    double most = tolerance;
    for (int i = from + 1; i < to; i++) {
      double away =
          Line2D.ptSegDist(
              stroke.x()[from],
              stroke.y()[from],
              stroke.x()[to],
              stroke.y()[to],
              stroke.x()[i],
              stroke.y()[i]);
      if (away > most) {
        most = away;
        farthest = i;
      }
    }
    if (farthest > from) {
      kept.add(farthest);
      keep(stroke, from, farthest, tolerance, kept);
      keep(stroke, farthest, to, tolerance, kept);
    }
  }

  private static int count(float[] points) {
    int n = 0;
    while (n < SketchPoints.MAX && points[3 * n + 2] >= 0) {
      n++;
    }
    return n;
  }

  private static Stroke scribble(int n, long seed) {
    Random random = new Random(seed);
    float[] x = new float[n];
    float[] y = new float[n];
    double angle = 0;
    for (int i = 1; i < n; i++) {
      angle += random.nextGaussian() * 0.6;
      x[i] = x[i - 1] + (float) (8 * Math.cos(angle));
      y[i] = y[i - 1] + (float) (8 * Math.sin(angle));
    }
    return new Stroke(x, y);
  }

  private static Stroke stroke(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return new Stroke(x, y);
  }
}
