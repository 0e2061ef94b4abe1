package io.wavecast.trainer.sketch;

import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.algebra.Algebra;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture of a drawing, made inside the graph, so that a service has nothing to do but hand over
 * points. A pen walks along the strokes in {@value #STEPS} equal steps and adds ink to the four
 * cells around it, weighted by nearness (bilinear). The channels of a cell:
 *
 * <pre>
 *   channel 0     ink
 *   channel 1, 2  cos and sin of twice the direction: how a line lies, whichever way it was drawn
 *   channel 3, 4  the direction itself: which way it was drawn
 *   channel 5     when, from -1/2 to 1/2
 *   channel 6     where strokes end
 * </pre>
 *
 * At a stroke's last point the pen dwells a little, so that a dot leaves ink, too. Each channel is
 * divided by 1 + ink, which limits cells that were crossed often. With H(j, i) = 1 where step j is
 * behind point i, every step's place and direction is a sum over points, and the picture is a
 * product of two matrices for each channel: no loop, no scatter.
 *
 * @param image [batch, 7, 16, 16]
 * @param traits [batch, 5]: width and height of the box, length, strokes, points
 */
record Picture<T>(T image, T traits) {
  static final int SIZE = 16;
  static final int CHANNELS = 7;
  static final int TRAITS = 5;
  static final int STEPS = 256;

  private static final int N = SketchPoints.MAX;

  /** How long the pen dwells at the end of a stroke, in box sides. */
  private static final double DWELL = 0.04;

  /** Distance over which a step passes a point; at a hard threshold rounding would decide. */
  private static final double PASSING = 2e-3;

  /** Added to a length that something is divided by, so that 0 / 0 is 0. */
  private static final double TINY = 1e-9;

  /** Values are rounded to multiples of 1 / GRAIN. */
  private static final double GRAIN = 1 << 12;

  /**
   * The picture of each drawing of a batch. In comments, B is the batch, S the steps, G the cells
   * of a side, N the points.
   *
   * @param box the drawings, scaled to a box of side 1
   */
  static <T> Picture<T> of(Algebra<T> a, Box<T> box) {
    Walk<T> walk = walk(a, box);
    T inked = a.times(walk.length, (SIZE - 3) / (double) STEPS); // [B, 1]
    T across = tent(a, cells(a, walk.x), true); // [B, S, G]
    T down = a.mul(tent(a, cells(a, walk.y), false), a.reshape(inked, -1, 1, 1)); // [B, G, S]
    List<T> weighted = new ArrayList<>();
    weighted.add(down);
    T dx2 = a.mul(walk.dx, walk.dx);
    T dy2 = a.mul(walk.dy, walk.dy);
    weighted.add(a.mul(down, a.sub(dx2, dy2)));
    weighted.add(a.mul(down, a.times(a.mul(walk.dx, walk.dy), 2)));
    weighted.add(a.mul(down, walk.dx));
    weighted.add(a.mul(down, walk.dy));
    weighted.add(a.mul(down, a.constant("when", shares(-0.5f), 1, 1, STEPS)));
    weighted.add(a.mul(down, a.plus(a.times(a.add(dx2, dy2), -1), 1)));
    T sums = a.matmul(a.concat(1, weighted), across); // [B, 7 G, G]
    T image = a.reshape(sums, -1, CHANNELS, SIZE, SIZE);
    T ink = a.slice(image, 4, 1, 0, 1);
    T traits =
        a.concat(
            1,
            List.of(
                box.width(),
                box.height(),
                a.times(walk.length, 0.1),
                a.times(a.sum(box.end(), 1), 0.1),
                a.times(a.sum(box.present(), 1), 0.01)));
    return new Picture<>(a.div(image, a.plus(ink, 1)), traits);
  }

  /**
   * Where the pen is at each step, and where it heads: each [batch, 1, steps]; length [batch, 1].
   */
  private record Walk<T>(T x, T y, T dx, T dy, T length) {}

  private static <T> Walk<T> walk(Algebra<T> a, Box<T> box) {
    T continues = a.mul(Box.next(a, box.present()), a.plus(a.times(box.end(), -1), 1));
    T dx = a.mul(a.sub(Box.next(a, box.x()), box.x()), continues);
    T dy = a.mul(a.sub(Box.next(a, box.y()), box.y()), continues);
    T way = a.sqrt(a.add(a.mul(dx, dx), a.mul(dy, dy)));
    T headX = exact(a, a.div(dx, a.plus(way, TINY)));
    T headY = exact(a, a.div(dy, a.plus(way, TINY)));
    T ways = exact(a, a.add(way, a.times(a.sub(box.present(), continues), DWELL)));
    T before = a.matmul(ways, a.constant("before", before(), N, N)); // [B, N]
    T length = a.sum(ways, 1);
    // step j lies behind point i: [B, N, S]
    T at = a.mul(a.reshape(length, -1, 1, 1), a.constant("at", shares(0), 1, 1, STEPS));
    T from = a.reshape(a.sub(before, a.constant("first", first(), 1, N)), -1, N, 1);
    T behind = a.clip(a.plus(a.times(a.sub(at, from), 1 / PASSING), 0.5));
    // between two points the place is a line in the length walked: its changes at each point
    List<T> lines = new ArrayList<>();
    for (T line :
        List.of(
            exact(a, a.sub(box.x(), a.mul(before, headX))),
            exact(a, a.sub(box.y(), a.mul(before, headY))),
            headX,
            headY)) {
      T change = a.mul(a.sub(line, previous(a, line)), box.present());
      lines.add(a.reshape(change, -1, 1, N));
    }
    T sums = a.matmul(a.concat(1, lines), behind); // [B, 4, S]
    T towardsX = a.slice(sums, 3, 1, 2, 3);
    T towardsY = a.slice(sums, 3, 1, 3, 4);
    T x = a.add(a.slice(sums, 3, 1, 0, 1), a.mul(at, towardsX));
    T y = a.add(a.slice(sums, 3, 1, 1, 2), a.mul(at, towardsY));
    return new Walk<>(x, y, towardsX, towardsY, length);
  }

  /**
   * Rounded to multiples of a power of two, so that every sum of a hundred is exact, in whatever
   * order a runtime adds them up: places are small differences of large sums, and which steps are
   * behind a point depends on the last bit.
   */
  private static <T> T exact(Algebra<T> a, T values) {
    return a.times(a.floor(a.plus(a.times(values, GRAIN), 0.5)), 1 / GRAIN);
  }

  /** The value of the point before; 0 at the first one. */
  private static <T> T previous(Algebra<T> a, T values) {
    T none = a.times(a.slice(values, 2, 1, 0, 1), 0);
    return a.concat(1, List.of(none, a.slice(values, 2, 1, 0, N - 1)));
  }

  /** From -1/2..1/2 to cells, with one to spare at each side. */
  private static <T> T cells(Algebra<T> a, T place) {
    return a.plus(a.times(place, SIZE - 3), (SIZE - 1) / 2.0);
  }

  /**
   * How near each place [batch, 1, steps] is to each cell, from 0 to 1.
   *
   * @param last whether cells come last: [batch, steps, cells], else [batch, cells, steps]
   */
  private static <T> T tent(Algebra<T> a, T places, boolean last) {
    float[] cells = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      cells[i] = i;
    }
    T away =
        last
            ? a.sub(a.reshape(places, -1, STEPS, 1), a.constant("columns", cells, 1, 1, SIZE))
            : a.sub(places, a.constant("rows", cells, 1, SIZE, 1));
    return a.relu(a.plus(a.times(a.abs(away), -1), 1));
  }

  /** (j + 1/2) / steps, moved. */
  private static float[] shares(float by) {
    float[] shares = new float[STEPS];
    for (int j = 0; j < STEPS; j++) {
      shares[j] = (j + 0.5f) / STEPS + by;
    }
    return shares;
  }

  /** Sums everything before. */
  private static float[] before() {
    float[] matrix = new float[N * N];
    for (int from = 0; from < N; from++) {
      for (int to = from + 1; to < N; to++) {
        matrix[from * N + to] = 1;
      }
    }
    return matrix;
  }

  /** Every step lies behind the first point. */
  private static float[] first() {
    float[] values = new float[N];
    values[0] = 1;
    return values;
  }
}
