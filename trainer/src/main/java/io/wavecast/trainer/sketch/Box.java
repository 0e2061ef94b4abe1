package io.wavecast.trainer.sketch;

import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.algebra.Algebra;
import java.util.List;

/**
 * Points of drawings within their boxes.
 *
 * @param x [batch, 100], from left to right, in units of the box's larger side, 0 in its middle; 0
 *     behind the last point
 * @param y [batch, 100], likewise, from top to bottom
 * @param present [batch, 100], 1 for a point, 0 behind the last one
 * @param end [batch, 100], 1 for the last point of a stroke
 * @param width [batch, 1], the box's width in units of its larger side
 * @param height [batch, 1], the box's height, likewise
 */
record Box<T>(T x, T y, T present, T end, T width, T height) {
  private static final int N = SketchPoints.MAX;

  /** Larger than any coordinate. */
  private static final double FAR = 1e30;

  private static final double TINY = 1e-20;

  /** From raw points [batch, 100, 3]. */
  static <T> Box<T> of(Algebra<T> a, T points) {
    T rawX = a.reshape(a.slice(points, 3, 2, 0, 1), -1, N);
    T rawY = a.reshape(a.slice(points, 3, 2, 1, 2), -1, N);
    T pen = a.reshape(a.slice(points, 3, 2, 2, 3), -1, N);
    T present = a.clip(a.plus(pen, 1));
    T absent = a.times(a.plus(a.times(present, -1), 1), FAR);
    T left = min(a, rawX, present, absent);
    T right = max(a, rawX, present, absent);
    T top = min(a, rawY, present, absent);
    T bottom = max(a, rawY, present, absent);
    T width = a.sub(right, left);
    T height = a.sub(bottom, top);
    T side = a.plus(a.add(width, a.relu(a.sub(height, width))), TINY);
    return new Box<>(
        within(a, rawX, left, right, side, present),
        within(a, rawY, top, bottom, side, present),
        present,
        a.relu(pen),
        a.div(width, side),
        a.div(height, side));
  }

  private static <T> T max(Algebra<T> a, T values, T present, T absent) {
    return a.max(a.sub(a.mul(values, present), absent), 1);
  }

  private static <T> T min(Algebra<T> a, T values, T present, T absent) {
    return a.times(max(a, a.times(values, -1), present, absent), -1);
  }

  private static <T> T within(Algebra<T> a, T values, T least, T most, T side, T present) {
    T middle = a.times(a.add(least, most), 0.5);
    return a.mul(a.div(a.sub(values, middle), side), present);
  }

  /** The value of the point after, of [batch, 100]; 0 at the last one. */
  static <T> T next(Algebra<T> a, T values) {
    T last = a.times(a.slice(values, 2, 1, N - 1, N), 0);
    return a.concat(1, List.of(a.slice(values, 2, 1, 1, N), last));
  }
}
